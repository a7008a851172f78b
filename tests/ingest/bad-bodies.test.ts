import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { BODY_LIMITS } from '../../lib/ingest/limits';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, post, processStart, refusal, send, type TestSource } from './sender';

const database = withDatabase();

let source: TestSource;

async function fresh(): Promise<TestSource> {
  return (source = await newSource((await newTenant()).tenantId));
}

/** After each: nothing of the refused body is there, and the server takes the next one. */
afterEach(async () => {
  expect(await database.sql('SELECT 1 FROM chunk WHERE tenant_id = $1', [source.tenantId])).toEqual([]);
  expect(await send(source, ndjson([processStart(1)]))).toMatchObject({ stored: 1 });
});

describe('a body that cannot be read is refused whole, in words, and nothing of it is stored', () => {
  it('gzip that ends too early: 400', async () => {
    const packed = gzipSync(ndjson([processStart(1), processStart(2)]));
    expect(await refusal(await post(await fresh(), packed.subarray(0, -20)))).toMatchObject({ status: 400, code: 'bad_request', message: expect.stringMatching(/gzip data ends too early/) });
  });

  it('gzip with damage in it, or with other bytes behind it: 400', async () => {
    const packed = gzipSync(ndjson(Array.from({ length: 50 }, (_, i) => processStart(i))));
    packed[40] = (packed[40] ?? 0) ^ 0xff;
    expect(await refusal(await post(await fresh(), packed))).toMatchObject({ status: 400, message: expect.stringMatching(/gzip data is damaged/) });
    expect(await refusal(await post(source, Buffer.concat([gzipSync('{}'), Buffer.from('rest')])))).toMatchObject({ status: 400, message: expect.stringMatching(/gzip data is damaged/) });
  });

  it('a body that is named gzip and is not: 400', async () => {
    expect(await refusal(await post(await fresh(), ndjson([processStart(1)]), { headers: { 'content-encoding': 'gzip' } }))).toMatchObject({ status: 400, message: expect.stringMatching(/named gzip/) });
  });

  it('another compression: 415 that says what is taken', async () => {
    expect(await refusal(await post(await fresh(), 'x', { headers: { 'content-encoding': 'zstd' } }))).toMatchObject({ status: 415, code: 'unsupported', message: expect.stringMatching(/"zstd".*gzip/) });
  });

  it('UTF-16 with half a character: 400', async () => {
    expect(await refusal(await post(await fresh(), Uint8Array.of(0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00)))).toMatchObject({ status: 400, message: expect.stringMatching(/UTF-16/i) });
  });

  it('an empty body: 400', async () => {
    expect(await refusal(await post(await fresh(), ''))).toMatchObject({ status: 400, message: 'The body is empty.' });
  });

  it('a sender that goes away in the middle: 400', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(Buffer.from(ndjson([processStart(1)])));
        controller.error(new Error('socket hang up'));
      },
    });
    expect(await refusal(await post(await fresh(), broken))).toMatchObject({ status: 400, message: expect.stringMatching(/ended before it was complete/) });
  });

  it('a format that does not exist: 400 that names those that do', async () => {
    expect(await refusal(await post(await fresh(), '{}', { query: '?format=xml' }))).toMatchObject({ status: 400, message: expect.stringMatching(/auto, json, windows, zeek, cef, leef, syslog/) });
  });

  it('a clock skew that is no number, or beyond fourteen days: 400', async () => {
    for (const skew of ['soon', '1.5', '1209601', '-1209601']) expect(await refusal(await post(await fresh(), '{}', { query: `?clockSkewSeconds=${skew}` }))).toMatchObject({ status: 400, message: expect.stringMatching(/^clockSkewSeconds: /) });
  });
});

describe('a body beyond a limit is refused with the limit', () => {
  it('a gzip bomb: 413 for its ratio, without inflating it whole', async () => {
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024, 'a'), { level: 9 });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await refusal(await post(await fresh(), bomb))).toMatchObject({ status: 413, code: 'too_large', message: expect.stringMatching(/more than 200 times/) });
  });

  it('a million tiny records: 413 with the allowed number', async () => {
    expect(await refusal(await post(await fresh(), '{}\n'.repeat(1_000_000)))).toMatchObject({ status: 413, code: 'too_large', message: expect.stringMatching(/more than 200000 records/i) });
  });

  it('more bytes on the wire than allowed: 413, and the rest is not read', async () => {
    const piece = Buffer.alloc(1024 * 1024, ' ');
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => { pulled++; controller.enqueue(piece); }, cancel: () => { cancelled = true; } });
    expect(await refusal(await post(await fresh(), endless))).toMatchObject({ status: 413, message: expect.stringMatching(String(BODY_LIMITS.compressedBytesMax)) });
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(70);
  });
});
