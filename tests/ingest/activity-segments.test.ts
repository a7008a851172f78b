import { describe, expect, it } from 'vitest';
import { getActivity } from '../../lib/activities/get-activity';
import { StoredColumns } from '../../lib/activities/stored-columns';
import type { Activity } from '../../lib/engine/activity/activity';
import { decodeLayout } from '../../lib/engine/segment/layout';
import { activitySegments } from '../../lib/ingest/activity-segments';
import { recordAddress, recordUuid } from '../../lib/platform/ids';
import { newTenant, withDatabase } from '../support/database';
import { ndjson, newSource, processStart, send } from './sender';

const database = withDatabase();

const many = Array.from({ length: 20_001 }, (_, i): Activity => ({ observedAt: 1_763_596_800_000 + i, timeSource: 'record', family: 'windows', kind: 'logon', accountName: `user ${i % 97}`, sourcePort: i }));

describe('the activities of a chunk', () => {
  it('are cut into segments of about the same size, which follow each other and hold every one', () => {
    const segments = activitySegments(many);
    expect(segments.map(({ firstOrdinal, rows }) => [firstOrdinal, rows])).toEqual([[0, 6_667], [6_667, 6_667], [13_334, 6_667]]);
    const read = segments.flatMap((segment) => { const columns = StoredColumns.of(segment, decodeLayout(segment.layout)); return Array.from({ length: segment.rows }, (_, row) => columns.activity(row)); });
    expect(read).toEqual(many);
    expect(segments.map(({ firstObserved, lastObserved }) => lastObserved - firstObserved)).toEqual([6_666, 6_666, 6_666]);
  });

  it('are no segment when there are none', () => expect(activitySegments([])).toEqual([]));

  it('are found by the address of their record, also beyond the first segment, and not beyond the last', async () => {
    const { tenantId, ctx } = await newTenant(), source = await newSource(tenantId), other = await newTenant();
    const { chunk, stored } = await send(source, ndjson(Array.from({ length: 9_000 }, (_, i) => processStart(i))), { gzip: true });
    expect(stored).toBe(9_000);
    expect(await database.sql('SELECT first_ordinal, rows FROM activity_segment WHERE tenant_id = $1 ORDER BY 1', [tenantId])).toEqual([{ first_ordinal: 0, rows: 4_500 }, { first_ordinal: 4_500, rows: 4_500 }]);
    const at = (ordinal: number): string => recordUuid({ ...(recordAddress(chunk) ?? { receivedDay: '2026-01-01', chunkId: 0n }), ordinal });
    for (const ordinal of [0, 4_499, 4_500, 8_999]) expect(await getActivity(ctx(), at(ordinal))).toMatchObject({ processId: 4_000 + ordinal, endpointKey: 'pc-sato', processIntegrity: 'Medium' });
    for (const ordinal of [9_000, 4_000_000_000]) expect(await getActivity(ctx(), at(ordinal))).toBeUndefined();
    expect(await getActivity(other.ctx(), at(0))).toBeUndefined();
    expect(await getActivity(ctx(), 'nonsense')).toBeUndefined();
  });
});
