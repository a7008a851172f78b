import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BODY_LIMITS, DECODE_LIMITS } from '../../lib/ingest/limits';
import { withDatabase } from '../support/database';
import { withRouteServer } from './dialect-server';
import { CHANNEL, hec, newHecSource } from './hec-sender';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();
const EVENT = '/services/collector/event';
const MIB = 1024 * 1024;

describe('Splunk HEC: what is answered with 400', () => {
  it('5: nothing in it', async () => {
    const source = await newHecSource();
    for (const body of ['', ' \n\t', new Uint8Array(gzipSync(''))]) expect(await hec(server.url(EVENT), source, body)).toEqual({ status: 400, body: { text: 'No data', code: 5 } });
    expect(await hec(server.url('/services/collector/raw'), source, '', { headers: { 'x-splunk-request-channel': CHANNEL } })).toMatchObject({ status: 400, body: { code: 5 } });
  });

  it('6, 12, 13: nothing in it is an event; the first bad one is named, and all are kept as rejects', async () => {
    for (const [body, code, text] of [['hello', 6, 'Invalid data format'], ['{"event":', 6, 'Invalid data format'], ['{"a":1}', 12, 'Event field is required'], ['{"event":""} {"a":2}', 13, 'Event field cannot be blank']] as const) {
      const source = await newHecSource();
      for (let time = 0; time < 2; time++) expect(await hec(server.url(EVENT), source, body)).toMatchObject({ status: 400, body: { code, text, 'invalid-event-number': 0 } });
      const { received, stored, rejected } = await storedCounts(database, source.tenantId);
      expect([stored, rejected]).toEqual([0, received]);
    }
  });

  it('6: gzip that is damaged or ends too early, text that is named gzip', async () => {
    const source = await newHecSource();
    const whole = gzipSync('{"event":"x"}'.repeat(100));
    const damaged = Uint8Array.from(whole);
    damaged.fill(0xff, 12, 30);
    for (const body of [damaged, whole.subarray(0, 20)]) expect(await hec(server.url(EVENT), source, body)).toMatchObject({ status: 400, body: { code: 6, details: expect.stringMatching(/gzip/) } });
    expect(await hec(server.url(EVENT), source, '{"event":1}', { headers: { 'content-encoding': 'gzip' } })).toMatchObject({ status: 400, body: { code: 6, details: expect.stringMatching(/named gzip/) } });
  });

  it('10 and 11: raw records without a channel, or with a bad one', async () => {
    const source = await newHecSource();
    expect(await hec(server.url('/services/collector/raw'), source, 'x')).toEqual({ status: 400, body: { text: 'Data channel is missing', code: 10 } });
    expect(await hec(server.url('/services/collector/raw?channel=%20'), source, 'x')).toEqual({ status: 400, body: { text: 'Invalid data channel', code: 11 } });
  });

  it('16: the token in the address', async () => {
    const response = await fetch(server.url(`${EVENT}?token=${(await newHecSource()).token}`), { method: 'POST', body: '{"event":1}' });
    expect([response.status, await response.json()]).toEqual([400, { text: 'Query string authorization is not enabled', code: 16 }]);
  });
});

describe('Splunk HEC: each limit says which one it is', () => {
  const refusal = async (body: string | Uint8Array) => {
    const source = await newHecSource();
    const answer = await hec(server.url(EVENT), source, body);
    expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
    return answer;
  };

  it('413: bytes as sent, bytes inflated, their ratio, records', async () => {
    const large = { status: 413, body: { text: 'Request entity too large', code: 27 } };
    expect(await refusal(randomBytes(BODY_LIMITS.compressedBytesMax + 1))).toMatchObject({ ...large, body: { details: expect.stringContaining(`larger than ${BODY_LIMITS.compressedBytesMax} bytes`) } });
    expect(await refusal(gzipSync(Buffer.alloc(32 * MIB, '{"event":"x"}')))).toMatchObject({ ...large, body: { details: expect.stringContaining('200 times') } });
    const half = gzipSync(Buffer.concat([randomBytes(MIB), Buffer.alloc(BODY_LIMITS.inflatedBytesMax)]), { level: 1 });
    expect(await refusal(half)).toMatchObject({ ...large, body: { details: expect.stringContaining(`larger than ${BODY_LIMITS.inflatedBytesMax}`) } });
    expect(await refusal('{"event":1}'.repeat(DECODE_LIMITS.recordsMax + 1))).toMatchObject({ ...large, body: { details: expect.stringContaining(`${DECODE_LIMITS.recordsMax} records`) } });
  });

  it('a record that is too long or nested too deep is rejected alone', async () => {
    const source = await newHecSource();
    const body = `{"event":"good"}\n{"event":"${'x'.repeat(DECODE_LIMITS.recordBytesMax)}"}\n{"event":${'['.repeat(80)}${']'.repeat(80)}}`;
    expect((await hec(server.url(EVENT), source, body)).status).toBe(200);
    expect(await database.sql('SELECT reason FROM reject WHERE tenant_id = $1 ORDER BY index', [source.tenantId]))
      .toEqual([{ reason: `longer than ${DECODE_LIMITS.recordBytesMax} bytes` }, { reason: `nested deeper than ${DECODE_LIMITS.depthMax}` }]);
  });
});
