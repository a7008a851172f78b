import { describe, expect, it } from 'vitest';
import { countTechniques } from '../../../lib/detections/count-techniques';
import { listDetections } from '../../../lib/detections/list-detections';
import type { DetectionFilterInput, DetectionSummary, Facet } from '../../../lib/detections/model';
import { FACET_VALUES_MAX, summariseDetections } from '../../../lib/detections/summarise-detections';
import { withDatabase } from '../../support/database';
import { DAY, encodedCommand, sendingTenant, userQuery } from './records';

withDatabase();

const values = (summary: DetectionSummary, facet: Facet) => Object.fromEntries(summary.facets[facet].values.map((v) => [v.value, v.count]));

/** Three hosts, two users, two rules' worth of records over some hours. */
async function office() {
  const tenant = await sendingTenant();
  await tenant.sendRecords([
    ...[1, 2, 3].map((n) => encodedCommand(n, { Hostname: 'PC-ITO', User: 'KOYAMA\\ito', UtcTime: `2026-11-20 0${n}:10:00.000` })),
    ...[4, 5].map((n) => encodedCommand(n, { Hostname: 'PC-SATO', User: 'KOYAMA\\sato', UtcTime: `2026-11-20 0${n}:20:00.000` })),
    ...[6, 7].map((n) => userQuery(n, { Hostname: 'PC-SATO', User: 'KOYAMA\\ito', UtcTime: `2026-11-20 0${n}:30:00.000` })),
    userQuery(8, { Hostname: 'FS-02', User: 'KOYAMA\\sato', UtcTime: '2026-11-20 08:40:00.000' }),
  ]);
  return tenant;
}

describe('the summary of detections', () => {
  it('adds up: buckets, levels and the list agree, under any filter', async () => {
    const { ctx } = await office();
    const filters: DetectionFilterInput[] = [
      DAY, { ...DAY, include: { endpoint: ['pc-sato'] } }, { ...DAY, exclude: { account: ['ito'] } }, { ...DAY, include: { endpoint: ['pc-sato', 'fs-02'], account: ['sato'] } },
      { from: '2026-11-20T02:00:00Z', to: '2026-11-20T05:00:00Z' }, { ...DAY, include: { technique: ['T1033'] }, exclude: { endpoint: ['fs-02'] } },
    ];
    for (const filter of filters) {
      const summary = await summariseDetections(ctx(), filter), { total } = await listDetections(ctx(), filter);
      expect(total).toBeGreaterThan(0);
      expect(summary.total).toBe(total);
      expect(summary.buckets.reduce((sum, b) => sum + b.count, 0)).toBe(total);
      expect(summary.facets.level.values.reduce((sum, v) => sum + v.count, 0)).toBe(total);
      for (const { at } of summary.buckets) expect(at % summary.bucketMs).toBe(0);
    }
  });

  it('counts a facet without its own filter and with all others', async () => {
    const { ctx } = await office();
    const all = await summariseDetections(ctx(), DAY);
    expect(values(all, 'endpoint')).toEqual({ 'pc-ito': 3, 'pc-sato': 4, 'fs-02': 1 });
    const one = await summariseDetections(ctx(), { ...DAY, include: { endpoint: ['pc-ito'] } });
    expect(values(one, 'endpoint')).toEqual(values(all, 'endpoint'));
    expect(values(one, 'account')).toEqual({ ito: 3 });
    const two = await summariseDetections(ctx(), { ...DAY, include: { endpoint: ['pc-sato'] }, exclude: { account: ['sato'] } });
    expect(two.total).toBe(2);
    expect(values(two, 'endpoint')).toEqual({ 'pc-ito': 3, 'pc-sato': 2 });
    expect(values(two, 'account')).toEqual({ ito: 2, sato: 2 });
    expect(values(two, 'technique')).toHaveProperty('T1033', 2);
  });

  it('names what is chosen also when nothing has it any more, and says how many values it leaves out', async () => {
    const { ctx, sendRecords, source } = await sendingTenant();
    await sendRecords(Array.from({ length: FACET_VALUES_MAX + 5 }, (_, i) => encodedCommand(i, { Hostname: `PC-${100 + i}` })));
    const rule = (await summariseDetections(ctx(), DAY)).facets.rule.values[0];
    const summary = await summariseDetections(ctx(), { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z', include: { rule: [rule?.value ?? ''], source: [String(source.sourceId)] } });
    expect(summary.facets.rule.values).toEqual([{ value: rule?.value, count: 0, label: rule?.label }]);
    expect(summary.facets.source.values).toEqual([{ value: String(source.sourceId), count: 0, label: 'Endpoints' }]);
    const many = await summariseDetections(ctx(), { ...DAY, include: { endpoint: ['pc-116'] } });
    expect(many.facets.endpoint.values).toHaveLength(FACET_VALUES_MAX + 1);
    expect(many.facets.endpoint.values).toContainEqual({ value: 'pc-116', count: 1 });
    expect(many.facets.endpoint.leftOut).toBe(4);
  });

  it('spans what there is when the range has no beginning, and knows of detections outside the range', async () => {
    const { ctx } = await office();
    const open = await summariseDetections(ctx(), { from: new Date(0).toISOString(), to: '2026-12-31T00:00:00Z' });
    expect(open).toMatchObject({ from: Date.parse('2026-11-20T01:10:00Z'), to: Date.parse('2026-11-20T08:40:00Z') + 1, total: 8 });
    const elsewhere = await summariseDetections(ctx(), { from: '2026-11-22T00:00:00Z', to: '2026-11-23T00:00:00Z' });
    expect(elsewhere).toMatchObject({ total: 0, buckets: [], extent: { first: '2026-11-20T01:10:00.000Z', last: '2026-11-20T08:40:00.000Z' } });
    const { ctx: nobody } = await sendingTenant();
    expect(await summariseDetections(nobody(), DAY)).toMatchObject({ total: 0, extent: null });
  });

  it('makes a matrix that its own choices do not shrink, each technique under a tactic that ATT&CK gives it', async () => {
    const { ctx } = await office();
    const { cells } = await countTechniques(ctx(), DAY);
    expect(cells).toContainEqual({ tactic: 'TA0007', technique: 'T1033', name: 'System Owner/User Discovery', count: 3 });
    expect(cells.filter((cell) => cell.technique === 'T1033').map((cell) => cell.tactic)).toEqual(['TA0007']);
    expect((await countTechniques(ctx(), { ...DAY, include: { technique: ['T1033'], tactic: ['TA0007'] } })).cells).toEqual(cells);
    expect((await countTechniques(ctx(), { ...DAY, include: { endpoint: ['fs-02'] } })).cells).toContainEqual({ tactic: 'TA0007', technique: 'T1033', name: 'System Owner/User Discovery', count: 1 });
  });
});
