import { gzipSync } from 'node:zlib';
import protobuf from 'protobufjs/light.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST } from '../../app/api/ingest/otlp/logs/route';
import { BODY_LIMITS } from '../../lib/ingest/limits';
import { newTenant, withDatabase } from '../support/database';
import { DatabaseProxy } from '../support/database-proxy';
import { newSource, type TestSource } from './sender';
import { storedCounts, storedLines } from './stored-bodies';

const database = withDatabase();
let proxy: DatabaseProxy;
beforeAll(async () => {
  proxy = new DatabaseProxy(new URL(database.url()));
  await proxy.open();
  process.env['DATABASE_URL'] = proxy.url;
});
afterAll(() => proxy.close());

const JSON_TYPE = 'application/json', PROTOBUF = 'application/x-protobuf';
const freshSource = async (options: Parameters<typeof newSource>[1] = {}): Promise<TestSource> => newSource((await newTenant()).tenantId, options);

async function post(token: string | undefined, body: string | Uint8Array, type: string | undefined = JSON_TYPE): Promise<Response> {
  const headers = { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(type === undefined ? {} : { 'content-type': type }) };
  return POST(new Request('http://localhost/v1/logs', { method: 'POST', headers, body: typeof body === 'string' ? body : new Uint8Array(body) }), { params: Promise.resolve({}) });
}

const request = (...logRecords: unknown[]): string => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
const record = (number: number) => ({ timeUnixNano: String(1795143600000000000n + BigInt(number)), body: { stringValue: `order ${number}` } });

/** Reads `google.rpc.Status`, of which OTLP errors are made. */
function statusOf(bytes: ArrayBuffer): { code: number; message: string } {
  const root = protobuf.Root.fromJSON({ nested: { Status: { fields: { code: { type: 'int32', id: 1 }, message: { type: 'string', id: 2 } } } } });
  const type = root.lookupType('Status');
  return type.toObject(type.decode(new Uint8Array(bytes))) as { code: number; message: string };
}

describe('POST /v1/logs answers', () => {
  it('200 and nothing more when all is stored, in the form in which it was asked', async () => {
    const source = await freshSource();
    const json = await post(source.token, request(record(1)));
    expect([json.status, json.headers.get('content-type'), await json.text()]).toEqual([200, 'application/json', '{}']);
    const protobufAnswer = await post(source.token, gzipSync(request(record(2))), PROTOBUF); // a body is what it is, whatever it is called
    expect([protobufAnswer.status, protobufAnswer.headers.get('content-type'), (await protobufAnswer.arrayBuffer()).byteLength]).toEqual([200, PROTOBUF, 0]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ stored: 2 });
  });

  it('200 with partialSuccess for records that can never be stored; the others are', async () => {
    const source = await freshSource();
    const response = await post(source.token, request(record(1), 5, record(2), { body: { stringValue: 'x'.repeat(1024 * 1024) } }));
    expect([response.status, await response.json()]).toEqual([200, { partialSuccess: { rejectedLogRecords: '2', errorMessage: 'record 1: not a JSON object' } }]);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ received: 4, stored: 2, rejected: 2 });
  });

  it('200 to a request without records, and stores nothing', async () => {
    const source = await freshSource();
    for (const [body, type] of [['{}', JSON_TYPE], ['{"resourceLogs":[]}', JSON_TYPE], ['{"resourceLogs":[{"scopeLogs":[{}]}]}', JSON_TYPE], ['', PROTOBUF]] as const) expect((await post(source.token, body, type)).status).toBe(200);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
  });

  it('the same request again with success, and stores it once', async () => {
    const source = await freshSource();
    for (let i = 0; i < 2; i++) expect(await (await post(source.token, request(record(1)))).json()).toEqual({});
    expect(await storedLines(database, source.tenantId)).toHaveLength(1);
  });

  it('400 to what cannot be decoded, with a status in the form in which it was asked', async () => {
    const source = await freshSource();
    const json = await post(source.token, '{"resourceLogs":7}');
    expect([json.status, await json.json()]).toMatchObject([400, { code: 3, message: expect.stringMatching(/no OTLP logs request/) }]);
    const bytes = await post(source.token, Uint8Array.of(0x0a, 0xff, 0xff), PROTOBUF);
    expect([bytes.status, bytes.headers.get('content-type')]).toEqual([400, PROTOBUF]);
    expect(statusOf(await bytes.arrayBuffer())).toMatchObject({ code: 3, message: expect.stringMatching(/no OTLP logs request/) });
    expect((await post(source.token, gzipSync('{').subarray(0, 12))).status).toBe(400);
  });

  it('413 past the limits of a body', async () => {
    const source = await freshSource();
    expect((await post(source.token, new Uint8Array(BODY_LIMITS.compressedBytesMax + 1), PROTOBUF)).status).toBe(413);
    const wide = { resourceLogs: [{ resource: { attributes: [{ key: 'x', value: { stringValue: 'y'.repeat(100_000) } }] }, scopeLogs: [{ logRecords: Array.from({ length: 2_000 }, () => ({})) }] }] };
    expect((await post(source.token, JSON.stringify(wide))).status).toBe(413);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
  });

  it('401 and 403 to those who may not send', async () => {
    const paused = await freshSource({ pausedAt: new Date() });
    expect((await post(undefined, request(record(1)))).status).toBe(401);
    expect((await post('ygi_1_nonsense', request(record(1)))).status).toBe(401);
    const response = await post(paused.token, request(record(1)), PROTOBUF);
    expect([response.status, statusOf(await response.arrayBuffer()).code]).toEqual([403, 7]);
  });

  it('503 with Retry-After while the database is away', async () => {
    const source = await freshSource();
    await post(source.token, request(record(1)));
    await proxy.close();
    const response = await post(source.token, request(record(2)));
    await proxy.open();
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([503, '5', { code: 14 }]);
    expect((await post(source.token, request(record(2)))).status).toBe(200);
    expect(await storedLines(database, source.tenantId)).toHaveLength(2);
  });
});
