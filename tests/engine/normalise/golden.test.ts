import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../lib/engine/decode/types';
import { normalise } from '../../../lib/engine/normalise/registry';
import type { NormaliseContext } from '../../../lib/engine/normalise/types';

const folder = join(import.meta.dirname, 'golden');
const context: NormaliseContext = { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.UTC(2024, 2, 6) };
const update = process.env.UPDATE_GOLDEN === '1';

function cases(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.in.json')).sort();
}

function normalised(file: string): string {
  const records: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  if (!Array.isArray(records)) throw new Error(`${file} must hold an array of records`);
  const results = records.map((record: unknown) => {
    if (typeof record !== 'string' && !isJsonObject(record)) throw new Error(`${file}: a record is an object or a text`);
    return normalise(record, context);
  });
  return `${JSON.stringify(results, null, 2)}\n`;
}

describe('records become the activities that the golden files show', () => {
  for (const file of cases()) {
    it(file.replace('.in.json', ''), () => {
      const expected = join(folder, file.replace('.in.json', '.out.json'));
      const actual = normalised(file);
      if (update) writeFileSync(expected, actual);
      expect(existsSync(expected), 'run with UPDATE_GOLDEN=1 to write it, then review the diff').toBe(true);
      expect(actual).toBe(readFileSync(expected, 'utf8'));
    });
  }

  it('covers every family that has a normaliser', () => {
    const families = new Set(cases().map((file) => file.split('/')[0]));
    expect([...families].sort()).toEqual(['apex-central', 'deep-discovery', 'ecs', 'linux', 'microsoft', 'ocsf', 'osquery', 'proxy', 'suricata', 'syslog', 'unparsed', 'vision-one', 'web-gateway', 'windows', 'zeek']);
  });
});
