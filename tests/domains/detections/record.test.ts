import { describe, expect, it } from 'vitest';
import { getRecord } from '../../../lib/detections/get-record';
import { listDetectionLines } from '../../../lib/detections/list-detection-lines';
import { recordAddress, recordUuid } from '../../../lib/platform/ids';
import { ndjson, send } from '../../ingest/sender';
import { withDatabase } from '../../support/database';
import { DAY, encodedCommand, sendingTenant } from './records';

withDatabase();

function ordinal(chunk: string, number: number): string {
  const address = recordAddress(chunk);
  if (!address) throw new Error('the answer names no chunk');
  return recordUuid({ ...address, ordinal: number });
}

describe('the record of a detection', () => {
  it('is the sender\'s bytes, with their odd spaces and escapes', async () => {
    const { ctx, source } = await sendingTenant();
    const odd = JSON.stringify(encodedCommand(1, { Note: 'é 日本' })).replace('{"EventID":1', '{ "EventID" : 1').replace('"Note":"é', '"Note":"\\u00e9');
    const { chunk } = await send(source, `${odd}\n`);
    expect(await getRecord(ctx(), chunk)).toMatchObject({ original: odd, encoding: 'utf-8', bytes: Buffer.byteLength(odd), sourceName: 'Endpoints', sourceId: source.sourceId });
  });

  it('shows every field that can be read from it, those too that no column keeps', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    const record = await getRecord(ctx(), await sendRecords([encodedCommand(1, { ParentCommandLine: 'explorer.exe /n' })]));
    expect(record).toMatchObject({ complete: true, activity: { kind: 'process_start', endpointKey: 'pc-sato', parentProcessCommandLine: 'explorer.exe /n', processIntegrity: 'Medium', parentProcessId: 900 } });
  });

  it('says why: each rule with its title, level, author and the values that matched', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    await sendRecords([encodedCommand(1)]);
    const { items: [line] } = await listDetectionLines(ctx(), DAY);
    const { detection } = await getRecord(ctx(), line?.uuid ?? '');
    expect(detection?.level).toBe(line?.level);
    expect(detection?.alerts).toEqual([]);
    expect(detection?.matches.map((m) => m.title)).toEqual(line?.rules.map((rule) => rule.name));
    for (const match of detection?.matches ?? []) {
      expect(match.level).not.toBeNull();
      expect(match.author).not.toBe('');
      expect(match.matched.length).toBeGreaterThan(0);
      for (const { value, field, selection } of match.matched) expect([value, field, selection].every((text) => text !== '')).toBe(true);
    }
  });

  it('is there for records that no rule matched, without a reason', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    const chunk = await sendRecords([encodedCommand(1), { EventID: 5379, Channel: 'Security', Hostname: 'PC-SATO', EventTime: '2026-11-20 10:00:00' }]);
    expect((await getRecord(ctx(), ordinal(chunk, 1))).detection).toBeNull();
  });

  it('is base64 when it is not UTF-8', async () => {
    const { ctx, source } = await sendingTenant();
    const { chunk } = await send(source, Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(ndjson([encodedCommand(1), encodedCommand(2, { Note: 'サトウ' })]), 'utf16le')]));
    const record = await getRecord(ctx(), ordinal(chunk, 1));
    expect(record.encoding).toBe('base64');
    expect(Buffer.from(record.original, 'base64').toString('utf16le').trim()).toBe(JSON.stringify(encodedCommand(2, { Note: 'サトウ' })));
  });

  it('shows the stored fields where a row means nothing without its header line', async () => {
    const { ctx, source } = await sendingTenant();
    const log = ['#separator \\x09', '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-', '#path\tconn', '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto', '#types\ttime\tstring\taddr\tport\taddr\tport\tenum', '1763600400.5\tCabc1\t10.1.0.5\t50123\t10.1.0.9\t445\ttcp'].join('\n');
    const { chunk, stored } = await send(source, `${log}\n`, { query: '?format=zeek' });
    expect(stored).toBe(1);
    expect(await getRecord(ctx(), chunk)).toMatchObject({ complete: true, original: '1763600400.5\tCabc1\t10.1.0.5\t50123\t10.1.0.9\t445\ttcp', activity: { observedAt: 1763600400500, sourceAddress: '10.1.0.5', destinationPort: 445 } });
  });

  it('of an unknown address, or of text that is none, is "not found"', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    const chunk = await sendRecords([encodedCommand(1)]);
    for (const uuid of [ordinal(chunk, 1), 'b6a4d0d4-0000-4000-8000-000000000000', '', 'nonsense']) await expect(getRecord(ctx(), uuid)).rejects.toMatchObject({ code: 'not_found' });
  });
});
