import { describe, expect, it } from 'vitest';
import type { Context } from '../../../lib/platform/context';
import { ROLES } from '../../../lib/platform/permissions';
import { deleteSearch } from '../../../lib/searches/delete-search';
import { listSearches } from '../../../lib/searches/list-searches';
import { SEARCH_LIMITS } from '../../../lib/searches/model';
import { saveSearch } from '../../../lib/searches/save-search';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const database = withDatabase();

/** Another person of the same tenant. */
const other = (tenant: TestTenant, role: Parameters<TestTenant['ctx']>[0] = 'Analyst'): Context => ({ ...tenant.ctx(role), actor: { kind: 'user', id: 2, name: 'Ren Test', role: role ?? 'Analyst' } });
const names = async (ctx: Context): Promise<string[]> => (await listSearches(ctx)).items.map(({ name }) => name);

describe('saved searches', () => {
  it.each(ROLES.filter((role) => role !== 'SIEM' && role !== 'SOAR'))('are kept, changed and deleted by their owner, a %s too, each time with an entry in the audit trail', async (role) => {
    const tenant = await newTenant(), ctx = tenant.ctx(role);
    const { id } = await saveSearch(ctx, { name: ' PowerShell ', search: 'q=powershell' });
    expect((await listSearches(ctx)).items).toMatchObject([{ id, name: 'PowerShell', search: 'q=powershell', shared: false, mine: true, ownerName: 'Aiko Test' }]);
    expect(await saveSearch(ctx, { id, name: 'Shells', search: 'q=cmd.exe', shared: true })).toMatchObject({ id, name: 'Shells', shared: true });
    await deleteSearch(ctx, id);
    expect(await names(ctx)).toEqual([]);
    expect((await database.sql<{ action: string }>('SELECT action FROM audit WHERE tenant_id = $1 ORDER BY id', [tenant.tenantId])).map(({ action }) => action)).toEqual(['search.saved', 'search.changed', 'search.deleted']);
  });

  it('are seen by others only when they are shared', async () => {
    const tenant = await newTenant();
    await saveSearch(tenant.ctx(), { name: 'Mine', search: 'q=a' });
    await saveSearch(tenant.ctx(), { name: 'Ours', search: 'q=b', shared: true });
    expect(await names(tenant.ctx())).toEqual(['Mine', 'Ours']);
    expect((await listSearches(other(tenant))).items).toMatchObject([{ name: 'Ours', mine: false, ownerName: 'Aiko Test' }]);
  });

  it('are changed by nobody but their owner; a private one is as if it were not there', async () => {
    const tenant = await newTenant(), mine = await saveSearch(tenant.ctx(), { name: 'Mine', search: 'q=a' }), ours = await saveSearch(tenant.ctx(), { name: 'Ours', search: 'q=b', shared: true });
    await expect(saveSearch(other(tenant), { id: mine.id, name: 'Taken', search: '' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(saveSearch(other(tenant, 'Master Administrator'), { id: ours.id, name: 'Taken', search: '' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(deleteSearch(other(tenant), mine.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteSearch(other(tenant), ours.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await names(tenant.ctx())).toEqual(['Mine', 'Ours']);
    await deleteSearch(other(tenant, 'Master Administrator'), ours.id);
    expect(await names(tenant.ctx())).toEqual(['Mine']);
  });

  it('of one tenant are neither seen, changed nor deleted from another', async () => {
    const [here, there] = [await newTenant(), await newTenant()], { id } = await saveSearch(here.ctx(), { name: 'Ours', search: '', shared: true });
    expect(await names(there.ctx())).toEqual([]);
    await expect(saveSearch(there.ctx(), { id, name: 'Taken', search: '' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(deleteSearch(there.ctx(), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have one name each per person, and a limit', async () => {
    const tenant = await newTenant();
    await saveSearch(tenant.ctx(), { name: 'Same', search: '' });
    await expect(saveSearch(tenant.ctx(), { name: 'Same', search: 'q=x' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(saveSearch(other(tenant), { name: 'Same', search: '' })).resolves.toMatchObject({ name: 'Same' });
    for (const wrong of [{ name: '', search: '' }, { name: 'x'.repeat(101), search: '' }, { name: 'x', search: 'x'.repeat(8_001) }, { name: 'x' }, { name: 'x', search: '', ownerId: 9 }, null]) {
      await expect(saveSearch(tenant.ctx(), wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'bad_request' });
    }
    for (let n = 1; n < SEARCH_LIMITS.perPerson; n++) await saveSearch(tenant.ctx(), { name: `n${n}`, search: '' });
    await expect(saveSearch(tenant.ctx(), { name: 'one more', search: '' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are refused to whoever may not read activities, and to keys', async () => {
    const tenant = await newTenant();
    for (const actor of [{ kind: 'visitor', name: 'nobody' }, { kind: 'source', id: 1, name: 'PCs' }, { kind: 'key', id: 1, name: 'k', role: 'SIEM' }] as const) {
      const ctx = { ...tenant.ctx(), actor };
      for (const call of [() => listSearches(ctx), () => saveSearch(ctx, { name: 'x', search: '' }), () => deleteSearch(ctx, 1)]) await expect(call()).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});
