import { beforeAll, describe, expect, it } from 'vitest';
import { changeAsset } from '../../../lib/assets/change-asset';
import { criticalityOf } from '../../../lib/assets/criticality-of';
import { assetAlerts } from '../../../lib/assets/asset-alerts';
import { assetDetections } from '../../../lib/assets/asset-detections';
import { assetTimeline } from '../../../lib/assets/asset-timeline';
import { getAsset } from '../../../lib/assets/get-asset';
import { listAssets } from '../../../lib/assets/list-assets';
import { listLogons } from '../../../lib/assets/list-logons';
import { listChildren, listProcesses } from '../../../lib/assets/list-processes';
import { mergeAssets } from '../../../lib/assets/merge-assets';
import type { AssetFilterInput, AssetRow } from '../../../lib/assets/model';
import { previewMerge } from '../../../lib/assets/preview-merge';
import { separateAsset } from '../../../lib/assets/separate-asset';
import { sightAssets } from '../../../lib/assets/sight-assets';
import { tenantTx } from '../../../lib/platform/tx';
import { officeWithRecords, type Office } from '../activities/office';
import { newTenant, withDatabase } from '../../support/database';

const database = withDatabase();

let office: Office;
beforeAll(async () => {
  office = await officeWithRecords();
  await sightAssets(office.ctx());
});

const all = async (input: AssetFilterInput = {}): Promise<AssetRow[]> => {
  const rows: AssetRow[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listAssets(office.ctx('Analyst'), { ...input, limit: 3, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    if (page.cursor === undefined) return rows;
    cursor = page.cursor;
  }
};
const addAlert = (id: string, endpoints: string[], more: { status?: string; tenantId?: number } = {}) => database.sql(
  `INSERT INTO alert (tenant_id, id, model, score, severity, status, created_sequence, created_at, updated_at, first_seen, last_seen, endpoint_count, account_count, title, content)
   VALUES ($1, $2, 'chain', 50, 'high', $3, 1, now(), now(), now(), now(), 1, 0, '{"key":"x","params":{}}', jsonb_build_object('impact', $4::jsonb))`,
  [more.tenantId ?? office.tenantId, id, more.status ?? 'open', JSON.stringify(endpoints.map((key) => ({ kind: 'host', key, name: key, addresses: [] })))]);

describe('the list of assets', () => {
  it('gives every endpoint once over all pages, in each order', async () => {
    for (const sort of ['last_seen', 'alerts', 'detections', 'records', 'name'] as const) {
      const rows = await all({ sort });
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      expect(rows.length).toBe((await listAssets(office.ctx('Analyst'), {})).total);
      const values = rows.map((row) => ({ last_seen: Date.parse(row.lastSeen), alerts: row.openAlerts, detections: row.detections, records: row.records, name: 0 })[sort]);
      expect(values).toEqual([...values].sort((a, b) => b - a));
    }
  });

  it('finds by part of a name, of a key and of an address', async () => {
    const [first] = await all();
    if (!first) throw new Error('the office has endpoints');
    expect((await all({ text: first.name.slice(0, 6).toUpperCase() })).map(({ key }) => key)).toContain(first.key);
    const { addresses } = await getAsset(office.ctx('Analyst'), 'endpoint', first.key);
    const [address] = addresses.items;
    if (address) expect((await all({ text: address.value })).map(({ key }) => key)).toContain(first.key);
    expect(await all({ text: 'no such name anywhere' })).toEqual([]);
  });

  it('counts facets without their own conditions, and narrows by them', async () => {
    const [, second] = await all();
    if (!second) throw new Error('the office has endpoints');
    const { version } = await getAsset(office.ctx(), 'endpoint', second.key);
    await changeAsset(office.ctx(), 'endpoint', second.key, { version, criticality: 'critical', criticalityReason: 'runs the directory', tags: ['lab', 'lab', 'tokyo'] });
    const page = await listAssets(office.ctx('Analyst'), { criticality: { include: ['critical'] } });
    expect(page.items.map(({ key, tags }) => ({ key, tags }))).toEqual([{ key: second.key, tags: ['lab', 'tokyo'] }]);
    expect(page.facets.criticality.find(({ value }) => value === 'normal')?.count).toBeGreaterThan(0);
    expect((await listAssets(office.ctx('Analyst'), { tag: { exclude: ['lab'] } })).items.map(({ key }) => key)).not.toContain(second.key);
  });

  it('counts open alerts only, and follows an alert that closes, is joined into another, or goes', async () => {
    const [target] = await all({ sort: 'name' });
    if (!target) throw new Error('the office has endpoints');
    const open = async () => (await all()).find(({ key }) => key === target.key)?.openAlerts;
    for (const id of ['WB-A', 'WB-B', 'WB-C']) await addAlert(id, [target.key]);
    await addAlert('WB-D', [target.key], { status: 'closed' });
    expect(await open()).toBe(3);
    await database.sql("UPDATE alert SET status = 'closed' WHERE tenant_id = $1 AND id = 'WB-A'", [office.tenantId]);
    await database.sql("UPDATE alert SET merged_into = 'WB-C' WHERE tenant_id = $1 AND id = 'WB-B'", [office.tenantId]);
    expect(await open()).toBe(1);
    const alerts = await assetAlerts(office.ctx('Analyst'), 'endpoint', target.key);
    expect(alerts.items.map(({ id }) => id)).toEqual(['WB-C', expect.stringMatching(/WB-[AD]/), expect.stringMatching(/WB-[AD]/)]);
    expect({ open: alerts.open, total: alerts.total }).toEqual({ open: 1, total: 3 });
    await database.sql("DELETE FROM alert WHERE tenant_id = $1 AND id LIKE 'WB-_'", [office.tenantId]);
    expect(await open()).toBe(0);
  });

  it('shows nothing of another tenant', async () => {
    const other = await newTenant();
    expect(await listAssets(other.ctx(), {})).toMatchObject({ items: [], total: 0 });
    const [mine] = await all();
    await expect(getAsset(other.ctx(), 'endpoint', mine?.key)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what people say of an asset', () => {
  it('needs the right, the version that was read, and a reason above normal; and is audited', async () => {
    const [row] = await all({ kind: 'account' });
    if (!row) throw new Error('the office has accounts');
    const { version } = await getAsset(office.ctx(), 'account', row.key), change = { version, criticality: 'important', criticalityReason: 'administers the domain', note: '管理者' };
    await expect(changeAsset(office.ctx('Analyst'), 'account', row.key, change)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeAsset(office.ctx(), 'account', row.key, { version, criticality: 'important' })).rejects.toMatchObject({ code: 'bad_request' });
    expect(await changeAsset(office.ctx('Senior Analyst'), 'account', row.key, change)).toEqual({ version: version + 1 });
    await expect(changeAsset(office.ctx(), 'account', row.key, change)).rejects.toMatchObject({ code: 'condition_not_met' });
    const audit = await database.sql<{ after: unknown }>("SELECT after FROM audit WHERE tenant_id = $1 AND action = 'asset.changed' AND object_id = $2", [office.tenantId, `account:${row.key}`]);
    expect(audit).toEqual([{ after: { criticality: 'important', criticalityReason: 'administers the domain', note: '管理者' } }]);
    const known = await tenantTx(office.tenantId, (tx) => criticalityOf(tx, office.tenantId, { endpoints: ['nobody'], accounts: [row.key] }));
    expect([[...known.endpoints], [...known.accounts]]).toEqual([[], [[row.key, 'important']]]);
  });
});

describe('merging', () => {
  it('shows two as one, counts an alert of both once, and each merge is undone by itself', async () => {
    const keys = (await all({ sort: 'name' })).slice(0, 3);
    const [a, b, c] = keys;
    if (!a || !b || !c) throw new Error('the office has three endpoints');
    const ctx = office.ctx();
    const before = await all();
    await addAlert('WB-1', [a.key, b.key]);
    const preview = await previewMerge(ctx, { kind: 'endpoint', from: a.key, into: b.key });
    expect(preview.together.records).toBe(a.records + b.records);
    await mergeAssets(ctx, { kind: 'endpoint', from: a.key, into: b.key });
    const rows = await all();
    expect(rows.find(({ key }) => key === a.key)).toBeUndefined();
    expect(rows.find(({ key }) => key === b.key)).toMatchObject({ records: a.records + b.records, merged: 1, openAlerts: 1, detections: a.detections + b.detections });
    expect(await getAsset(ctx, 'endpoint', a.key)).toMatchObject({ mergedInto: b.key });
    expect((await assetTimeline(ctx, 'endpoint', b.key, undefined)).items.map(({ endpointKey }) => endpointKey)).toEqual(expect.arrayContaining([a.key, b.key]));
    await expect(mergeAssets(ctx, { kind: 'endpoint', from: a.key, into: c.key })).rejects.toMatchObject({ code: 'conflict' });
    await mergeAssets(ctx, { kind: 'endpoint', from: b.key, into: c.key });
    expect((await getAsset(ctx, 'endpoint', c.key)).merged.map(({ key }) => key).sort()).toEqual([a.key, b.key].sort());
    await separateAsset(ctx, 'endpoint', b.key);
    expect((await getAsset(ctx, 'endpoint', b.key)).merged.map(({ key }) => key)).toEqual([a.key]);
    await separateAsset(ctx, 'endpoint', a.key);
    await database.sql("DELETE FROM alert WHERE tenant_id = $1 AND id = 'WB-1'", [office.tenantId]);
    expect(await all()).toEqual(before);
  });

  it('gives a merged asset the criticality of what it is part of', async () => {
    const [a, b] = await all({ kind: 'account', sort: 'name' });
    if (!a || !b) throw new Error('the office has accounts');
    const { version } = await getAsset(office.ctx(), 'account', b.key);
    await changeAsset(office.ctx(), 'account', b.key, { version, criticality: 'critical', criticalityReason: 'backup operator' });
    await mergeAssets(office.ctx(), { kind: 'account', from: a.key, into: b.key });
    const { accounts } = await tenantTx(office.tenantId, (tx) => criticalityOf(tx, office.tenantId, { endpoints: [], accounts: [a.key, b.key] }));
    expect([...accounts].sort()).toEqual([[a.key, 'critical'], [b.key, 'critical']].sort());
    await separateAsset(office.ctx(), 'account', a.key);
  });

  it('is for those who may write assets', async () => {
    await expect(mergeAssets(office.ctx('SOAR'), { kind: 'endpoint', from: 'x', into: 'y' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(separateAsset(office.ctx('Auditor'), 'endpoint', 'x')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('what an asset did', () => {
  it('lists exactly its activities, newest first, over all pages', async () => {
    const [row] = await all({ sort: 'records' });
    if (!row) throw new Error('the office has endpoints');
    const seen: string[] = [];
    for (let cursor: string | undefined, n = 0; n < 50; n++) {
      const page = await assetTimeline(office.ctx('Analyst'), 'endpoint', row.key, cursor);
      seen.push(...page.items.map(({ uuid }) => uuid));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    expect(new Set(seen)).toEqual(new Set(office.originals.filter(({ activity }) => activity.endpointKey === row.key).map(({ uuid }) => uuid)));
  });

  it('lists its logons, and the programs around a time with what they started', async () => {
    const { originals } = office;
    const logon = originals.find(({ activity: a }) => a.kind === 'logon' && a.endpointKey !== undefined);
    if (logon) expect((await listLogons(office.ctx('Analyst'), 'endpoint', logon.activity.endpointKey, undefined)).items.map(({ uuid }) => uuid)).toContain(logon.uuid);
    const child = originals.find(({ activity: a }) => a.kind === 'process_start' && a.parentProcessGuid !== undefined && a.endpointKey !== undefined);
    if (!child) throw new Error('the office starts programs');
    const { endpointKey, observedAt, parentProcessGuid } = child.activity;
    expect((await listProcesses(office.ctx('Analyst'), endpointKey, { at: String(observedAt) })).items.map(({ uuid }) => uuid)).toContain(child.uuid);
    expect((await listChildren(office.ctx('Analyst'), endpointKey, { guid: parentProcessGuid, at: String(observedAt - 1) })).items.map(({ uuid }) => uuid)).toContain(child.uuid);
  });

  it('sums the detections of thirty days by day', async () => {
    const newest = office.originals.filter(({ activity: a }) => a.endpointKey !== undefined).at(-1);
    if (!newest) throw new Error('the office has endpoints');
    const key = newest.activity.endpointKey, at = new Date(newest.activity.observedAt), day = '2026-11-18';
    await database.sql('SELECT ensure_partitions($1::date, 1)', [day]);
    for (const [ordinal, daysBefore, level] of [[1, 0, 3], [2, 0, 3], [3, 2, 1], [4, 29, 4], [5, 40, 4]]) {
      await database.sql(
        `INSERT INTO detection (tenant_id, received_day, chunk_id, ordinal, source_id, received_at, observed_at, level, kind, rule_ids, tactics, techniques, endpoint_key, activity, matches)
         VALUES ($1, $2, 1, $3, 1, $4, $4::timestamptz - make_interval(days => $5), $6, 'other', '{r}', '{}', '{}', $7, '{}', '[]')`, [office.tenantId, day, ordinal, at, daysBefore, level, key]);
    }
    const found = await assetDetections(office.ctx('Analyst'), 'endpoint', key);
    expect(found.total).toBe(4);
    expect(found.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(4);
    expect(found.buckets.map(({ count }) => count).sort()).toEqual([1, 1, 2]);
    expect(found.buckets.every(({ at }) => at % 86_400_000 === 0)).toBe(true);
  });
});
