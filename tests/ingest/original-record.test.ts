import { describe, expect, it } from 'vitest';
import { readRecord } from '../../lib/ingest/read-record';
import { recordAddress, recordUuid } from '../../lib/platform/ids';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

withDatabase();

const uuidOf = (chunk: string, ordinal: number): string => {
  const address = recordAddress(chunk);
  if (!address) throw new Error('the answer names no chunk');
  return recordUuid({ ...address, ordinal });
};

describe('a stored record is given back byte for byte', () => {
  it('with its spaces, escapes, key order and line ends as they were sent, whatever lies around it', async () => {
    const { tenantId, ctx } = await newTenant();
    const source = await newSource(tenantId);
    const odd = '{ "EventID" : 1,\t"Channel":"Security",  "Message":"\\u0041\\u00e9 é 日本 😀 \\/",   "a":1e3, "a":2 }';
    const answer = await send(source, `\r\n${ndjson([processStart(1)])}   ${odd}  \r\n{"broken\n${ndjson([processStart(2)])}`, { gzip: true });
    expect(answer).toMatchObject({ stored: 3, rejectedCount: 1 });
    expect((await readRecord(ctx(), uuidOf(answer.chunk, 1))).text?.trim()).toBe(odd);
    expect(Buffer.from((await readRecord(ctx(), uuidOf(answer.chunk, 0))).bytes)).toEqual(Buffer.from(JSON.stringify(processStart(1))));
  });

  it('each of thousands, over many blocks, also where a record lies on two of them', async () => {
    const { tenantId, ctx } = await newTenant();
    const source = await newSource(tenantId);
    const records = Array.from({ length: 3_000 }, (_, i) => processStart(i, { Filler: String(i * 7919).repeat(20 + (i % 37)) }));
    const answer = await send(source, ndjson(records), { gzip: true });
    for (let ordinal = 0; ordinal < records.length; ordinal += 97) expect((await readRecord(ctx(), uuidOf(answer.chunk, ordinal))).text).toBe(JSON.stringify(records[ordinal]));
  });

  it('with all that was normalised from it, beyond what the table keeps', async () => {
    const { tenantId, ctx } = await newTenant();
    const source = await newSource(tenantId);
    const answer = await send(source, ndjson([processStart(1, { ParentCommandLine: 'explorer.exe /n' })]));
    expect(await readRecord(ctx(), uuidOf(answer.chunk, 0))).toMatchObject({
      sourceId: source.sourceId, format: 'auto', activity: { kind: 'process_start', parentProcessCommandLine: 'explorer.exe /n', observedAt: Date.parse('2026-11-20T00:00:01.001Z') },
    });
  });

  it('UTF-16 stays UTF-16', async () => {
    const { tenantId, ctx } = await newTenant();
    const source = await newSource(tenantId);
    const sent = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(ndjson([processStart(1), processStart(2)]), 'utf16le')]);
    const answer = await send(source, sent);
    expect(Buffer.from((await readRecord(ctx(), uuidOf(answer.chunk, 1))).bytes).toString('utf16le').trim()).toBe(JSON.stringify(processStart(2)));
  });

  it('an address without a record, and text that is none, are "not found"', async () => {
    const { tenantId, ctx } = await newTenant();
    const answer = await send(await newSource(tenantId), ndjson([processStart(1)]));
    for (const uuid of [uuidOf(answer.chunk, 1), uuidOf(answer.chunk, 4_000_000_000), 'b6a4d0d4-0000-4000-8000-000000000000', 'nonsense']) {
      await expect(readRecord(ctx(), uuid)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
