import { describe, expect, it } from 'vitest';
import { countNewDetections } from '../../../lib/detections/count-new-detections';
import { listDetectionLines } from '../../../lib/detections/list-detection-lines';
import { listDetections } from '../../../lib/detections/list-detections';
import type { DetectionLinePage } from '../../../lib/detections/model';
import { withDatabase } from '../../support/database';
import { DAY, encodedCommand, sendingTenant, userQuery } from './records';

withDatabase();

const at = (second: number) => `2026-11-20 01:00:${String(second).padStart(2, '0')}.000`;

describe('a list of detections', () => {
  it('gives every row once and in order, page by page, while newer rows arrive and many share one time', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    await sendRecords(Array.from({ length: 25 }, (_, i) => encodedCommand(i, { UtcTime: at(Math.floor(i / 10)) })));
    const whole = (await listDetections(ctx(), { ...DAY, limit: 100 })).items.map((d) => d.uuid);
    expect(whole).toHaveLength(25);
    const seen: string[] = [];
    let page: DetectionLinePage | undefined;
    for (let number = 0; number === 0 || page?.cursor !== undefined; number++) {
      page = await listDetectionLines(ctx(), { ...DAY, limit: 7, cursor: page?.cursor });
      seen.push(...page.items.map((line) => line.uuid));
      await sendRecords([encodedCommand(100 + number, { UtcTime: at(30 + number) })]);
    }
    expect(seen).toEqual(whole);
  });

  it('says what happened, on what, by whom, by which rules and techniques, with their names', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    await sendRecords([userQuery(1)]);
    const { items: [line] } = await listDetectionLines(ctx(), DAY);
    expect(line).toMatchObject({ kind: 'process_start', endpointKey: 'pc-sato', accountKey: 'sato', what: { property: 'processCommandLine', text: 'whoami /groups' } });
    expect(line?.rules.length).toBeGreaterThan(0);
    for (const rule of line?.rules ?? []) expect(rule.name).not.toBe(rule.id);
    expect(line?.techniques).toContainEqual({ id: 'T1033', name: 'System Owner/User Discovery' });
  });

  it('counts as new what came in after it was read, within its filter only', async () => {
    const { ctx, sendRecords } = await sendingTenant();
    await sendRecords([encodedCommand(1)]);
    const { sequence } = await listDetectionLines(ctx(), DAY);
    expect(await countNewDetections(ctx(), DAY, sequence)).toEqual({ count: 0 });
    await sendRecords([encodedCommand(2), encodedCommand(3, { Hostname: 'PC-ITO' })]);
    expect(await countNewDetections(ctx(), DAY, sequence)).toEqual({ count: 2 });
    expect(await countNewDetections(ctx(), { ...DAY, include: { endpoint: ['pc-ito'] } }, sequence)).toEqual({ count: 1 });
    expect(await countNewDetections(ctx(), { from: '2026-11-01T00:00:00Z', to: DAY.from }, sequence)).toEqual({ count: 0 });
    await expect(countNewDetections(ctx(), DAY, 'yesterday')).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('refuses a cursor that it did not give', async () => {
    const { ctx } = await sendingTenant();
    await expect(listDetectionLines(ctx(), { ...DAY, cursor: 'WzFd' })).rejects.toMatchObject({ code: 'bad_request' });
  });
});
