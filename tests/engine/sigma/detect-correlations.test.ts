import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../../lib/cli/detect';
import { CorrelationCollector } from '../../../lib/cli/detect-correlations';
import { normalise } from '../../../lib/engine/normalise/registry';
import { compileRules } from '../../../lib/engine/sigma/rule-set';

class Sink extends Writable {
  text = '';
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString();
    done();
  }
}

const BASE = `title: Tool started
id: tool-started
name: tool_started
author: Ada Example
logsource:
  product: windows
  category: process_creation
detection:
  tool:
    Image|endswith: '\\tool.exe'
  condition: tool
level: low
`;
const correlation = (extra = '') => `title: Tool on many machines
id: tool-everywhere
author: Kei Example
correlation:
  type: value_count
  rules: tool_started
  group-by: User
  timespan: 10m
  condition:
    field: Computer
    gte: 3
${extra}level: high
`;
const started = (second: number, machine: number, user = 'KITA\\ito') => ({
  EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Computer: `pc-${machine}.kita.example`, UtcTime: `2026-01-02 03:04:${String(second).padStart(2, '0')}.000`, Image: 'C:\\tool.exe', CommandLine: 'tool.exe', User: user,
});
const ndjson = (records: readonly object[]): string => records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('yagura detect with correlation rules', () => {
  let folder = '';
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'correlate-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (files: readonly string[], options: { json?: boolean; extra?: string } = {}): Promise<{ out: string; err: string }> => {
    const rules = mkdtempSync(join(folder, 'rules-'));
    writeFileSync(join(rules, 'base.yml'), BASE);
    writeFileSync(join(rules, 'correlation.yml'), correlation(options.extra));
    const paths = files.map((text, index) => { const file = join(folder, `${index}.jsonl`); writeFileSync(file, text); return file; });
    const out = new Sink(), err = new Sink();
    expect(await detect({ files: paths, rules, json: options.json ?? true, out, err })).toBe(0);
    return { out: out.text, err: err.text };
  };
  const objects = (text: string) => text.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as { file: string; line: number; rules: string[]; authors: string[]; correlation?: { group: object; value: number; count: number; records: object[] } });

  it('a correlation gives its result, over all files together, and its base rule none of its own', async () => {
    const { out } = await run([ndjson([started(1, 1), started(2, 2)]), ndjson([started(3, 2), started(4, 3)])]);
    const found = objects(out);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({
      file: join(folder, '0.jsonl'), line: 1, rules: ['tool-everywhere'], authors: ['Kei Example'],
      correlation: { type: 'value_count', group: { User: 'KITA\\ito' }, value: 3, count: 4, firstSeen: '2026-01-02T03:04:01.000Z', lastSeen: '2026-01-02T03:04:04.000Z' },
    });
    expect(found[0]?.correlation?.records).toEqual([{ file: join(folder, '0.jsonl'), line: 1 }, { file: join(folder, '0.jsonl'), line: 2 }, { file: join(folder, '1.jsonl'), line: 2 }]);
  });

  it('says nothing where the condition does not hold', async () => {
    expect((await run([ndjson([started(1, 1), started(2, 2), started(3, 3, 'KITA\\mori')])])).out).toBe('');
  });

  it('shows the base rule too where the correlation says so', async () => {
    const found = objects((await run([ndjson([started(1, 1), started(2, 2), started(3, 3)])], { extra: '  generate: true\n' })).out);
    expect(found.map(({ rules }) => rules)).toEqual([['tool-started'], ['tool-started'], ['tool-started'], ['tool-everywhere']]);
  });

  it('as a table, with its level, its id and its author', async () => {
    const { out, err } = await run([ndjson([started(1, 1), started(2, 2), started(3, 3)])], { json: false });
    expect(out).toMatch(/^high .*0\.jsonl:1 {2}Tool on many machines \[tool-everywhere\] by Kei Example {2}value_count over 3 records .*User="KITA\\\\ito"\n$/);
    expect(err).toContain('3 records, 0 of them unreadable, 0 matched; 2 rules');
  });

  it('says which correlation cannot run and why', async () => {
    expect((await run([ndjson([started(1, 1)])], { json: false, extra: '' })).err).not.toContain('is not among the rules');
    const out = new Sink(), err = new Sink(), rules = mkdtempSync(join(folder, 'rules-'));
    writeFileSync(join(rules, 'base.yml'), BASE);
    writeFileSync(join(rules, 'correlation.yml'), correlation().replace('rules: tool_started', 'rules: nobody'));
    await detect({ files: [], rules, json: false, out, err });
    expect(err.text).toContain('"nobody", which is not among the rules');
  });

  it('remembers a bounded number of matches and counts the rest', () => {
    const set = compileRules([{ file: 'base.yml', text: BASE }, { file: 'correlation.yml', text: correlation() }]);
    const collector = new CorrelationCollector(set, 2);
    for (const machine of [1, 2, 3]) {
      const normalised = normalise(started(machine, machine), { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 });
      collector.add([...set.matchIds(normalised.event)], normalised, { file: 'a', line: machine });
    }
    expect([collector.leftOut, collector.results()]).toEqual([1, []]);
  });
});
