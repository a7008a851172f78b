import { describe, expect, it } from 'vitest';
import { listSources } from '@/lib/ingest/list-sources';
import { forgetIngestTokens } from '@/lib/ingest/token-store';
import type { Clock } from '@/lib/platform/clock';
import { ROLES } from '@/lib/platform/permissions';
import { createSource } from '@/lib/settings/create-source';
import { getSourceSettings } from '@/lib/settings/get-source-settings';
import { getSourceSyslog } from '@/lib/settings/get-source-syslog';
import { markSilentSources } from '@/lib/settings/mark-silent-sources';
import { retireSource } from '@/lib/settings/retire-source';
import { rotateIngestToken } from '@/lib/settings/rotate-ingest-token';
import { updateSource } from '@/lib/settings/update-source';
import { setNetworks } from '@/lib/syslog/set-networks';
import { ndjson, post, processStart } from '../../ingest/sender';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();
const MANAGERS = ['Master Administrator', 'Operator'];
const HOUR_MS = 3_600_000;

const windows = async ({ ctx }: TestTenant) => createSource(ctx(), { name: 'PCs', product: 'windows' });
const actions = async (tenantId: number): Promise<string[]> => (await db.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenantId])).map((row) => row.action);
const later = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) });

describe('a source can be changed', () => {
  it('in its name, its promise and its clock, and the audit trail holds what was and what is', async () => {
    const tenant = await newTenant(), { id } = await windows(tenant);
    const changed = await updateSource(tenant.ctx('Operator'), { id, name: 'Branch PCs', expectedEverySeconds: 900, zoneOffsetMinutes: 540, clockCorrectionSeconds: 30 });
    expect(changed).toMatchObject({ name: 'Branch PCs', expectedEverySeconds: 900, zoneOffsetMinutes: 540, clockSkewSeconds: 30 - 540 * 60 });
    const [entry] = await db.sql<{ before: object; after: object }>("SELECT before, after FROM audit WHERE tenant_id = $1 AND action = 'source.changed'", [tenant.tenantId]);
    expect(entry?.before).toMatchObject({ name: 'PCs', clockSkewSeconds: 0 });
    expect(entry?.after).toMatchObject({ name: 'Branch PCs', zoneOffsetMinutes: 540 });
  });

  it('in the zone alone: the correction of the clock stays', async () => {
    const tenant = await newTenant(), { id } = await windows(tenant);
    await updateSource(tenant.ctx(), { id, clockCorrectionSeconds: -7 });
    expect(await updateSource(tenant.ctx(), { id, zoneOffsetMinutes: -300 })).toMatchObject({ zoneOffsetMinutes: -300, clockSkewSeconds: -7 + 300 * 60 });
  });

  it('so that record times without a zone are read in the zone that was set', async () => {
    const tenant = await newTenant(), source = await windows(tenant);
    await updateSource(tenant.ctx(), { id: source.id, zoneOffsetMinutes: 540 });
    forgetIngestTokens();
    const record = { EventID: 4624, Channel: 'Security', Hostname: 'PC-1.koyama.example', EventTime: '2026-11-20 09:00:00', TargetUserName: 'sato' };
    expect((await post({ token: source.ingestToken }, ndjson([record]))).status).toBe(200);
    expect((await listSources(tenant.ctx()))[0]?.lastObserved).toBe('2026-11-20T00:00:00.000Z');
  });

  it.each([[{ expectedEverySeconds: 59 }], [{ zoneOffsetMinutes: 841 }], [{ name: '' }], [{ colour: 'blue' }]])('but not to %j', async (change) => {
    const tenant = await newTenant(), { id } = await windows(tenant);
    await expect(updateSource(tenant.ctx(), { id, ...change })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('by managers only, and every role may look', async () => {
    const tenant = await newTenant(), { id } = await windows(tenant);
    for (const role of ROLES) {
      await expect(getSourceSettings(tenant.ctx(role), { id }), role).resolves.toMatchObject({ id });
      const change = updateSource(tenant.ctx(role), { id, paused: false });
      if (MANAGERS.includes(role)) await expect(change, role).resolves.toMatchObject({ id });
      else await expect(change, role).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('only in its own tenant', async () => {
    const [own, foreign] = [await newTenant(), await newTenant()], { id } = await windows(foreign);
    for (const verb of [updateSource, retireSource, getSourceSettings]) await expect(verb(own.ctx(), { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('pausing', () => {
  it('refuses what comes until it is resumed, and both are in the audit trail', async () => {
    const tenant = await newTenant(), source = await windows(tenant);
    await updateSource(tenant.ctx(), { id: source.id, paused: true });
    forgetIngestTokens();
    expect((await post({ token: source.ingestToken }, ndjson([processStart(1)]))).status).toBe(403);
    await updateSource(tenant.ctx(), { id: source.id, paused: false });
    forgetIngestTokens();
    expect((await post({ token: source.ingestToken }, ndjson([processStart(1)]))).status).toBe(200);
    expect(await actions(tenant.tenantId)).toEqual(['source.created', 'source.paused', 'source.resumed']);
  });
});

describe('a replaced token', () => {
  it('holds on for the hours that were asked for, and not longer', async () => {
    const tenant = await newTenant(), source = await windows(tenant);
    const { ingestToken } = await rotateIngestToken(tenant.ctx(), { id: source.id, overlapHours: 24 });
    forgetIngestTokens();
    for (const token of [source.ingestToken, ingestToken]) expect((await post({ token }, ndjson([processStart(1)]))).status).toBe(200);
    const { tokens } = await getSourceSettings(tenant.ctx(), { id: source.id });
    expect(tokens.map(({ expiresAt }) => expiresAt !== null)).toEqual([false, true]);
    expect((await getSourceSettings(tenant.ctx('Analyst', later(25 * HOUR_MS)), { id: source.id })).tokens).toHaveLength(1);
    await db.sql("UPDATE ingest_token SET expires_at = now() - interval '1 second' WHERE tenant_id = $1 AND expires_at IS NOT NULL", [tenant.tenantId]);
    forgetIngestTokens();
    expect((await post({ token: source.ingestToken }, ndjson([processStart(1)]))).status).toBe(401);
  });
});

describe('retiring a source', () => {
  it('refuses its tokens, frees its addresses, keeps its records and takes it off the list', async () => {
    const tenant = await newTenant(), source = await windows(tenant);
    expect((await post({ token: source.ingestToken }, ndjson([processStart(1)]))).status).toBe(200);
    await setNetworks(tenant.ctx(), { id: source.id }, { networks: ['198.51.100.7'] });
    expect((await getSourceSyslog(tenant.ctx('Analyst'), { id: source.id })).networks).toEqual(['198.51.100.7/32']);
    await retireSource(tenant.ctx(), { id: source.id });
    forgetIngestTokens();
    expect((await post({ token: source.ingestToken }, ndjson([processStart(2)]))).status).toBe(401);
    expect(await listSources(tenant.ctx())).toEqual([]);
    expect(await getSourceSettings(tenant.ctx(), { id: source.id })).toMatchObject({ retiredAt: expect.any(String) as string, tokens: [] });
    expect(await db.sql('SELECT stored FROM chunk WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ stored: 1 }]);
    expect(await db.sql('SELECT 1 FROM syslog_network WHERE tenant_id = $1', [tenant.tenantId])).toEqual([]);
    await expect(retireSource(tenant.ctx(), { id: source.id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('silence', () => {
  it('is noted once when nothing came for longer than expected, and once more when the source is heard again', async () => {
    const tenant = await newTenant(), source = await windows(tenant);
    await updateSource(tenant.ctx(), { id: source.id, expectedEverySeconds: 600 });
    expect(await markSilentSources(tenant.ctx())).toEqual({ silent: 0, heard: 0 });
    const soon = tenant.ctx('Operator', later(601_000));
    expect(await markSilentSources(soon)).toEqual({ silent: 1, heard: 0 });
    expect(await markSilentSources(soon)).toEqual({ silent: 0, heard: 0 });
    expect((await listSources(tenant.ctx()))[0]?.silentSince).not.toBeNull();
    expect((await post({ token: source.ingestToken }, ndjson([processStart(1)]))).status).toBe(200);
    expect(await markSilentSources(tenant.ctx())).toEqual({ silent: 0, heard: 1 });
    expect((await listSources(tenant.ctx()))[0]?.silentSince).toBeNull();
    expect(await actions(tenant.tenantId)).toEqual(['source.created', 'source.changed', 'source.silent', 'source.heard_again']);
  });

  it('is never said of a source that is paused, retired, or of which nothing is expected', async () => {
    const tenant = await newTenant(), [paused, retired, free] = [await windows(tenant), await windows(tenant), await windows(tenant)];
    await updateSource(tenant.ctx(), { id: paused.id, paused: true });
    await retireSource(tenant.ctx(), { id: retired.id });
    await updateSource(tenant.ctx(), { id: free.id, expectedEverySeconds: null });
    expect(await markSilentSources(tenant.ctx('Operator', later(1000 * HOUR_MS)))).toEqual({ silent: 0, heard: 0 });
  });
});
