import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../../lib/cli/detect';
import { ruleText } from './support/rules';

class Sink extends Writable {
  text = '';
  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.text += piece.toString();
    done();
  }
}

const started = (image: string) => ({ EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'pc-1.example.test', UtcTime: '2026-01-02 03:04:05.006', Image: image, CommandLine: image });

describe('yagura detect', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'detect-'));
    writeFileSync(join(folder, 'process.yml'), ruleText("s:\n    Image|endswith: '\\evil.exe'\ncondition: s", 'evil', 'author: Ada Example\nlevel: high\n'));
    writeFileSync(join(folder, 'zeek.yml'), "title: Zeek\nid: zeek\nlogsource:\n    product: zeek\n    service: dns\ndetection:\n    s:\n        query|endswith: '.bad.test'\n    condition: s\n");
    writeFileSync(join(folder, 'notes.yml'), 'these: are no rules\n');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = async (name: string, content: string | Uint8Array, json = true): Promise<{ code: number; out: string; err: string; lines: number[] }> => {
    const file = join(folder, name);
    writeFileSync(file, content);
    const out = new Sink();
    const err = new Sink();
    const code = await detect({ files: [file], rules: folder, json, out, err });
    return { code, out: out.text, err: err.text, lines: json ? out.text.trim().split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { line: number }).line) : [] };
  };
  const record = (evil: boolean): string => JSON.stringify(started(evil ? 'C:\\evil.exe' : 'C:\\good.exe'));

  it('prints one object per record that matched, with the file as given', async () => {
    const { code, out } = await run('a.jsonl', `${record(false)}\n${record(true)}\n`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ file: join(folder, 'a.jsonl'), line: 2, rules: ['evil'], authors: ['Ada Example'] });
  });

  it('reads gzip, of several members too', async () => {
    const bytes = Buffer.concat([gzipSync(`${record(true)}\n`), gzipSync(`${record(false)}\n${record(true)}\n`)]);
    expect((await run('b.jsonl.gz', bytes)).lines).toEqual([1, 3]);
  });

  it('numbers lines, blank and broken ones included', async () => {
    expect((await run('c.jsonl', `${record(true)}\n\n{"broken":\n${record(true)}\r\n\n\n${record(true)}\n`)).lines).toEqual([1, 4, 7]);
  });

  it('numbers pretty-printed objects and the elements of arrays', async () => {
    const pretty = [true, false, true].map((evil) => JSON.stringify(JSON.parse(record(evil)), null, 2));
    expect((await run('d.json', pretty.join('\n\n'))).lines).toEqual([1, 3]);
    expect((await run('e.json', `[\n${pretty.join(',\n')}\n]\n`)).lines).toEqual([1, 3]);
    expect((await run('f.json', `\uFEFF${pretty.join('\n')}`)).lines).toEqual([1, 3]);
  });

  it('reads UTF-16', async () => expect((await run('g.jsonl', Buffer.from(`\uFEFF${record(false)}\r\n${record(true)}\r\n`, 'utf16le'))).lines).toEqual([2]));

  it('keeps numbers and headers over many batches', async () => {
    const filler = 'x'.repeat(20_000);
    const json = Array.from({ length: 400 }, (_, i) => JSON.stringify({ ...started(i % 100 === 99 ? 'C:\\evil.exe' : 'C:\\good.exe'), Description: filler })).join('\n');
    expect((await run('h.jsonl', json)).lines).toEqual([100, 200, 300, 400]);
    const header = '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tstring\n';
    const rows = Array.from({ length: 1500 }, (_, i) => `1767225600.${i}\tCx\t10.0.0.5\t5353\t10.0.0.1\t53\tudp\t${i === 1499 ? 'x.bad.test' : `${'host'.repeat(700)}${i}.example.test`}\n`).join('');
    expect((await run('dns.log', header + rows)).lines).toEqual([1500]);
  });

  it('without --json prints a line per match with level, place, title and author', async () => {
    const { out, err } = await run('i.jsonl', record(true), false);
    expect(out).toContain('high');
    expect(out).toContain('i.jsonl:1');
    expect(out).toContain('[evil] by Ada Example');
    expect(out).toContain('Image="C:\\\\evil.exe"');
    expect(err).toContain('1 records, 0 of them unreadable, 1 matched; 2 rules');
  });

  it('says plainly what it cannot read', async () => {
    await expect(detect({ files: [join(folder, 'none')], rules: folder, json: true, out: new Sink(), err: new Sink() })).rejects.toThrow('Cannot read');
    await expect(detect({ files: [], rules: join(folder, 'none'), json: true, out: new Sink(), err: new Sink() })).rejects.toThrow('Cannot read the rules');
    await expect(run('truncated.gz', gzipSync(`${record(true)}\n`.repeat(1000)).subarray(0, 60))).rejects.toThrow('Cannot read');
  });
});
