import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { POST } from '../../app/api/ingest/events/route';
import { send, type SendOptions } from '../../lib/cli/send';
import { newTenant, withDatabase } from '../support/database';
import { storedActivities } from '../support/stored-activities';
import { ndjson, newSource, processStart, type TestSource } from './sender';

const database = withDatabase();
let folder: string;
let source: TestSource;
let server: Server;
/** Answers given before the real door is asked, in order; `drop` stores the batch and loses the answer. */
let mishaps: ('drop' | { status: number; retryAfter?: string })[];
let paths: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yagura-send-'));
  source = await newSource((await newTenant()).tenantId);
  [mishaps, paths] = [[], []];
  server = createServer((incoming, outgoing) => {
    void (async () => {
      paths.push(incoming.url ?? '');
      const mishap = mishaps.shift();
      if (mishap && mishap !== 'drop') return outgoing.writeHead(mishap.status, mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter }).end('{}');
      const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
      const answer = await POST(new Request(`http://localhost${incoming.url}`, { method: 'POST', headers: incoming.headers as Record<string, string>, body, duplex: 'half' } as RequestInit), { params: Promise.resolve({}) });
      if (mishap === 'drop') return outgoing.destroy();
      return outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
  rmSync(`${folder}-state`, { recursive: true, force: true });
});

async function run(options: Partial<SendOptions> = {}): Promise<{ code: number; text: string }> {
  const out = new PassThrough();
  const address = server.address();
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  const code = await send({ paths: [folder], format: 'auto', url, token: source.token, batchRecords: 10, stateFolder: `${folder}-state`, out: out as unknown as NodeJS.WriteStream, ...options });
  return { code, text: String(out.read() ?? '') };
}

const stored = async (): Promise<number> => (await storedActivities(database, source.tenantId)).length;
const events = (from: number, to: number) => ndjson(Array.from({ length: to - from }, (_, i) => processStart(from + i)));

describe('yagura send', () => {
  it('walks a folder, takes plain and gzip files of known kinds, says what it left out, and tells the totals', async () => {
    writeFileSync(join(folder, 'a.jsonl.gz'), gzipSync(events(0, 25)));
    mkdirSync(join(folder, 'zeek'));
    const zeek = Array.from({ length: 15 }, (_, i) => `${1_763_596_800 + i}.5\tC${i}\t10.0.0.1\t${50_000 + i}\t10.0.0.2\t445\ttcp\n`).join('');
    writeFileSync(join(folder, 'zeek', 'conn.log'), `#separator \\x09\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\n#types\ttime\tstring\taddr\tport\taddr\tport\tenum\n${zeek}`);
    writeFileSync(join(folder, 'notes.docx'), 'nothing');
    const { code, text } = await run();
    expect(text).toMatch(/skipped .*notes\.docx/);
    expect(text).toMatch(/40 records from 2 files in .*: 40 stored, 0 rejected\n$/);
    expect(code).toBe(0);
    expect(paths).toHaveLength(5);
    const families = (await storedActivities(database, source.tenantId)).map(({ family }) => family);
    expect([families.filter((family) => family === 'windows').length, families.filter((family) => family === 'zeek').length]).toEqual([25, 15]);
  });

  it('sent again, every batch is known and nothing is stored twice', async () => {
    writeFileSync(join(folder, 'a.json'), events(0, 35));
    await run();
    const { code, text } = await run();
    expect(text).toMatch(/4 of 4 batches were there already/);
    expect([code, await stored()]).toEqual([0, 35]);
  });

  it('waits as long as Retry-After says and sends the same bytes again; nothing is lost or stored twice', async () => {
    writeFileSync(join(folder, 'a.json'), events(0, 35));
    mishaps = [{ status: 429, retryAfter: '0' }, { status: 503, retryAfter: '0' }, 'drop', { status: 502 }];
    const { code, text } = await run();
    expect(text).toMatch(/waiting for http/);
    expect(text).toMatch(/35 records .* 35 stored, 0 rejected, 1 of 4 batches were there already/);
    expect([code, await stored()]).toEqual([0, 35]);
  });

  it('tells rejects by reason and ends with 1', async () => {
    writeFileSync(join(folder, 'a.json'), `${events(0, 3)}{"broken": oops}\n${events(3, 5)}`);
    const { code, text } = await run();
    expect(text).toMatch(/6 records from 1 file .*: 5 stored, 1 rejected\n {2}rejected 1 × not valid JSON\n$/);
    expect(code).toBe(1);
  });

  it('hands format and clock skew on', async () => {
    writeFileSync(join(folder, 'a.json'), events(0, 1));
    await run({ format: 'windows', clockSkewSeconds: -3600 });
    expect(paths).toEqual(['/api/ingest/events?format=windows&clockSkewSeconds=-3600']);
  });

  it('a token that is not taken ends it at once, with the server\'s words', async () => {
    writeFileSync(join(folder, 'a.json'), events(0, 200));
    const { code, text } = await run({ token: `ygi_1_${'A'.repeat(43)}` });
    expect(text).toMatch(/not sent: .*a\.json: The ingest token is not known here\./);
    expect(code).toBe(1);
    expect(paths.length).toBeLessThanOrEqual(2);
  });

  it('a server that stays away, or is not Yagura, is named; damaged files too, and the others are still sent', async () => {
    writeFileSync(join(folder, 'a.json.gz'), gzipSync(events(0, 50)).subarray(0, 60));
    writeFileSync(join(folder, 'b.json'), events(0, 2));
    expect(await run()).toMatchObject({ code: 1, text: expect.stringMatching(/2 stored.*\n {2}not sent: .*a\.json\.gz: unexpected end of file/) });
    expect(await run({ url: 'http://127.0.0.1:9', retryForMs: 0 })).toMatchObject({ code: 1, text: expect.stringMatching(/could not take the records: (ECONNREFUSED|bad port)/) });
    await expect(run({ paths: [join(folder, 'absent')] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(run({ format: 'xml' })).rejects.toMatchObject({ code: 'bad_request', message: expect.stringMatching(/auto, json/) });
  });

  it('goes on where it was stopped: what was acknowledged is not sent again, and a finished file leaves no trace', async () => {
    writeFileSync(join(folder, 'long.jsonl'), ndjson(Array.from({ length: 60 }, (_, n) => processStart(n))));
    const stop = new AbortController();
    mishaps = new Proxy(mishaps, { get: (target, property, receiver) => { if (property === 'shift' && paths.length >= 3) stop.abort(); return Reflect.get(target, property, receiver) as unknown; } });
    const first = await run({ signal: stop.signal });
    expect(first).toMatchObject({ code: 130, text: expect.stringContaining('The same command again goes on from there') as string });
    const sent = paths.length;
    expect(sent).toBeLessThan(6);
    const second = await run();
    expect(second).toMatchObject({ code: 0, text: expect.stringContaining(`going on after ${sent} batches`) as string });
    expect(paths).toHaveLength(6);
    expect(await database.sql('SELECT sum(stored)::int AS stored FROM chunk WHERE tenant_id = $1', [source.tenantId])).toEqual([{ stored: 60 }]);
    expect((await run()).text).toContain('6 of 6 batches were there already');
  });
});
