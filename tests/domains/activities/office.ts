import { simulate } from '../../../lib/simulate/simulate';
import { readRecord } from '../../../lib/ingest/read-record';
import type { Activity } from '../../../lib/engine/activity/activity';
import { recordAddress, recordUuid } from '../../../lib/platform/ids';
import { newSource, send, type TestSource } from '../../ingest/sender';
import { newTenant, type TestTenant } from '../../support/database';

export interface Original { uuid: string; sourceId: number; activity: Activity }

export interface Office extends TestTenant { sources: TestSource[]; originals: Original[]; from: string; to: string }

const STARTS = Date.parse('2026-11-18T01:00:00Z');

/** Records of an office at work, sent by two sources in several batches, each read again from the bytes that were stored. */
export async function officeWithRecords(batches = 6, perBatch = 90): Promise<Office> {
  const tenant = await newTenant();
  const sources = [await newSource(tenant.tenantId), await newSource(tenant.tenantId)];
  const lines: string[] = [];
  for (const { records } of simulate({ seed: 5, endpoints: 12, days: 1 / 24, startAt: STARTS, recordsPerSecond: 1, messages: false, intrusions: 1, intrusionsAt: [STARTS] })) {
    lines.push(...records.filter((record) => record.startsWith('{')));
    if (lines.length >= batches * perBatch) break;
  }
  const originals: Original[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const source = sources[batch % 2] as TestSource;
    const { chunk, stored } = await send(source, `${lines.slice(batch * perBatch, (batch + 1) * perBatch).join('\n')}\n`, { gzip: true });
    const address = recordAddress(chunk);
    for (let ordinal = 0; address && ordinal < stored; ordinal++) {
      const uuid = recordUuid({ ...address, ordinal });
      const { activity } = await readRecord(tenant.ctx(), uuid);
      if (activity) originals.push({ uuid, sourceId: source.sourceId, activity });
    }
  }
  const times = originals.map(({ activity }) => activity.observedAt);
  return { ...tenant, sources, originals, from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times) + 1).toISOString() };
}

/** The order of hits: newest first, among equals the last stored first. */
export function newestFirst(originals: readonly Original[]): Original[] {
  const place = ({ uuid }: Original) => { const address = recordAddress(uuid); return address ? BigInt(address.receivedDay.replaceAll('-', '')) * 2n ** 96n + address.chunkId * 2n ** 32n + BigInt(address.ordinal) : 0n; };
  return [...originals].sort((a, b) => b.activity.observedAt - a.activity.observedAt || (place(a) < place(b) ? 1 : -1));
}
