import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BODY_LIMITS, DECODE_LIMITS } from '../../lib/ingest/limits';
import { withDatabase } from '../support/database';
import { bulk, lines, newBulkSource, statuses } from './bulk-sender';
import { withRouteServer } from './dialect-server';
import { storedCounts } from './stored-bodies';

const database = withDatabase();
const server = withRouteServer();
const MIB = 1024 * 1024;

async function refusal(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<{ status: number; type: string; reason: string }> {
  const source = await newBulkSource();
  const answer = await bulk(server.url('/_bulk'), source, body, { headers });
  expect(await storedCounts(database, source.tenantId)).toMatchObject({ chunks: 0 });
  expect(answer.headers.get('x-elastic-product')).toBe('Elasticsearch');
  const { error, status } = JSON.parse(answer.text) as { status: number; error: { type: string; reason: string; root_cause: unknown[] } };
  expect([status, error.root_cause.length]).toEqual([answer.status, 1]);
  return { status, type: error.type, reason: error.reason };
}

describe('Elasticsearch bulk: bodies that are refused as a whole', () => {
  it('400: without an action, empty, damaged, wrongly named', async () => {
    const bad = { status: 400, type: 'illegal_argument_exception' };
    expect(await refusal('hello\n')).toMatchObject({ ...bad, reason: expect.stringContaining('Malformed action/metadata line [1]') });
    expect(await refusal(lines({ m: 1 }, { m: 2 }))).toMatchObject({ ...bad, reason: expect.stringContaining('Malformed') });
    expect(await refusal('')).toMatchObject({ ...bad, reason: 'The body is empty.' });
    expect(await refusal(gzipSync(lines({ create: {} }, { m: 1 })).subarray(0, 20))).toMatchObject({ ...bad, reason: expect.stringContaining('ends too early') });
    expect(await refusal(lines({ create: {} }, { m: 1 }), { 'content-encoding': 'gzip' })).toMatchObject({ ...bad, reason: expect.stringContaining('named gzip') });
  });

  it('413: bytes as sent, bytes inflated, their ratio, records; each is named', async () => {
    const large = { status: 413, type: 'content_too_long_exception' };
    expect(await refusal(randomBytes(BODY_LIMITS.compressedBytesMax + 1))).toMatchObject({ ...large, reason: expect.stringContaining(`larger than ${BODY_LIMITS.compressedBytesMax} bytes`) });
    expect(await refusal(gzipSync(Buffer.alloc(32 * MIB, '{"create":{}}\n{}\n')))).toMatchObject({ ...large, reason: expect.stringContaining('200 times') });
    expect(await refusal(gzipSync(Buffer.concat([randomBytes(MIB), Buffer.alloc(BODY_LIMITS.inflatedBytesMax)]), { level: 1 }))).toMatchObject({ ...large, reason: expect.stringContaining(`larger than ${BODY_LIMITS.inflatedBytesMax}`) });
    expect(await refusal('{"create":{}}\n{}\n'.repeat(DECODE_LIMITS.recordsMax + 1))).toMatchObject({ ...large, reason: expect.stringContaining(`${DECODE_LIMITS.recordsMax} records`) });
  });

  it('a document that is too long or nested too deep, and an action that is too long, cost themselves alone', async () => {
    const source = await newBulkSource();
    const long = JSON.stringify({ m: 'x'.repeat(DECODE_LIMITS.recordBytesMax) }), deep = `{"m":${'['.repeat(80)}${']'.repeat(80)}}`;
    const answer = await bulk(server.url('/_bulk'), source, lines({ create: {} }, long, { create: {} }, deep, { create: { _id: 'x'.repeat(20_000) } }, { m: 1 }, { create: {} }, { m: 2 }));
    expect(statuses(answer)).toEqual([400, 400, 400, 201]);
    expect(answer.items.map(({ fate }) => fate.error?.reason)).toEqual([`longer than ${DECODE_LIMITS.recordBytesMax} bytes`, `nested deeper than ${DECODE_LIMITS.depthMax}`, 'not an action line', undefined]);
  });
});
