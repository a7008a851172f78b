import { beforeAll, describe, expect, it } from 'vitest';
import { sightAssets } from '../../../lib/assets/sight-assets';
import type { Activity } from '../../../lib/engine/activity/activity';
import { officeWithRecords, type Office } from '../activities/office';
import { ndjson, newSource, processStart, send } from '../../ingest/sender';
import { newTenant, withDatabase } from '../../support/database';

const database = withDatabase();

let office: Office;
beforeAll(async () => { office = await officeWithRecords(); });

interface AssetLine { kind: string; key: string; name: string; first: string; last: string; records: string }
const assetsOf = (tenantId: number) => database.sql<AssetLine>(
  'SELECT kind, key, name, (extract(epoch FROM first_seen) * 1000)::bigint::text AS first, (extract(epoch FROM last_seen) * 1000)::bigint::text AS last, records::text FROM asset WHERE tenant_id = $1 ORDER BY kind, key COLLATE "C"', [tenantId]);

interface TraitLine { kind: string; key: string; what: string; value: string; records: string }
const traitsOf = (tenantId: number) => database.sql<TraitLine>(
  'SELECT kind, key, what, value, records::text FROM asset_trait WHERE tenant_id = $1 ORDER BY kind, key COLLATE "C", what, value COLLATE "C"', [tenantId]);

/** The same from the activities themselves, row by row. */
function expectedOf({ originals }: Office) {
  const assets = new Map<string, { kind: string; key: string; times: number[] }>(), traits = new Map<string, number>();
  const add = (kind: string, key: string | undefined, { observedAt }: Activity, seen: readonly (readonly [string, string | undefined])[]): void => {
    if (key === undefined) return;
    const asset = assets.get(`${kind}|${key}`) ?? { kind, key, times: [] };
    assets.set(`${kind}|${key}`, { ...asset, times: [...asset.times, observedAt] });
    for (const [what, value] of seen) if (value !== undefined) traits.set(`${kind}|${key}|${what}|${value}`, (traits.get(`${kind}|${key}|${what}|${value}`) ?? 0) + 1);
  };
  for (const { activity: a, sourceId } of originals) {
    add('endpoint', a.endpointKey, a, [['name', a.endpointName], ['address', a.endpointAddress], ['account', a.accountKey], ['source', String(sourceId)]]);
    add('account', a.accountKey, a, [['name', a.accountName], ['source', String(sourceId)]]);
  }
  return { assets, traits };
}

describe('the step that reads assets', () => {
  it('counts every endpoint and account, with first and last time, as reading each record does', async () => {
    const { assets, traits } = expectedOf(office);
    expect(await sightAssets(office.ctx())).toBe('advanced');
    const stored = await assetsOf(office.tenantId);
    expect(stored.length).toBeGreaterThan(5);
    expect(new Map(stored.map(({ kind, key, first, last, records }) => [`${kind}|${key}`, [Number(first), Number(last), Number(records)]])))
      .toEqual(new Map([...assets].map(([id, { times }]) => [id, [Math.min(...times), Math.max(...times), times.length]])));
    expect(new Map((await traitsOf(office.tenantId)).map(({ kind, key, what, value, records }) => [`${kind}|${key}|${what}|${value}`, Number(records)]))).toEqual(traits);
  });

  it('counts a sequence once: a second step has nothing to do, a new batch is added', async () => {
    const before = await assetsOf(office.tenantId);
    expect(await sightAssets(office.ctx())).toBe('idle');
    expect(await assetsOf(office.tenantId)).toEqual(before);
    const [source] = office.sources;
    if (!source) throw new Error('the office has a source');
    await send(source, ndjson([{ ...processStart(1), Hostname: 'NEW-BOX.office.example' }]));
    expect(await sightAssets(office.ctx())).toBe('advanced');
    expect((await assetsOf(office.tenantId)).filter(({ key }) => key === 'new-box')).toEqual([expect.objectContaining({ records: '1', name: 'NEW-BOX.office.example' })]);
  });

  it('takes the cursor back with the rows when a step fails', async () => {
    const tenant = await newTenant(), source = await newSource(tenant.tenantId);
    await send(source, ndjson([processStart(1)]));
    const broken = { ...tenant.ctx(), clock: { now: () => { throw new Error('the step dies before its end'); } } };
    await expect(sightAssets(broken)).rejects.toThrow('the step dies');
    expect(await assetsOf(tenant.tenantId)).toEqual([]);
    expect(await sightAssets(tenant.ctx())).toBe('advanced');
    expect((await assetsOf(tenant.tenantId)).map(({ records }) => records)).toContain('1');
  });

  it('counts once when two workers step at the same time', async () => {
    const tenant = await newTenant(), source = await newSource(tenant.tenantId);
    await send(source, ndjson([processStart(1), processStart(2)]));
    await Promise.all([sightAssets(tenant.ctx()), sightAssets(tenant.ctx())]);
    await sightAssets(tenant.ctx());
    expect(Math.max(...(await assetsOf(tenant.tenantId)).map(({ records }) => Number(records)))).toBe(2);
  });

  it('refuses people who may not write assets', async () => {
    await expect(sightAssets(office.ctx('Analyst'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
