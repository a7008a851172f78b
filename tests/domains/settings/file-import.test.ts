import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listSources } from '@/lib/ingest/list-sources';
import { acceptImportPart } from '@/lib/settings/accept-import-part';
import { endImport } from '@/lib/settings/end-import';
import { listImports } from '@/lib/settings/list-imports';
import type { FileImportRow } from '@/lib/settings/model';
import { startImport } from '@/lib/settings/start-import';
import { ndjson, newSource, processStart } from '../../ingest/sender';
import { newTenant, withDatabase, type TestTenant } from '../../support/database';

const db = withDatabase();
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const FIRST = ndjson([processStart(1), processStart(2)]), SECOND = `${ndjson([processStart(3)])}{"broken\n`;
const FILE = { name: 'events.jsonl', bytes: FIRST.length + SECOND.length, head: base64(FIRST.slice(0, 100)), tail: base64(SECOND.slice(-100)) };
const PARTS = [{ from: 0, to: FIRST.length }, { from: FIRST.length, to: FIRST.length + SECOND.length }] as const;

const part = (body: Uint8Array | string): Request => new Request('http://localhost/part', { method: 'POST', body: body as BodyInit });
const begin = (tenant: TestTenant, sourceId: number): Promise<FileImportRow> => startImport(tenant.ctx('Operator'), { ...FILE, sourceId });

describe('a file from the browser', () => {
  it('goes in part by part, gzip or not, and its counts are those of its records', async () => {
    const tenant = await newTenant(), { id } = await startImport(tenant.ctx(), { ...FILE, sourceName: 'Recordings' });
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST));
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[1] }, part(gzipSync(SECOND)));
    expect(await endImport(tenant.ctx(), { id, state: 'done' })).toMatchObject({ state: 'done', position: FILE.bytes, received: 4, stored: 3, rejected: 1, sourceName: 'Recordings' });
    expect(await listSources(tenant.ctx())).toMatchObject([{ name: 'Recordings', product: 'file', expectedEverySeconds: null, received: 4, stored: 3, rejected: 1 }]);
    expect(await listImports(tenant.ctx('Analyst'))).toMatchObject([{ id, state: 'done' }]);
  });

  it('stores a part once when its answer was lost, before or after the import moved on', async () => {
    const tenant = await newTenant(), { sourceId } = await newSource(tenant.tenantId), { id } = await begin(tenant, sourceId);
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST));
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST));
    await db.sql('UPDATE file_import SET position = 0, received = 0, stored = 0 WHERE tenant_id = $1', [tenant.tenantId]);
    expect(await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST))).toMatchObject({ position: FIRST.length, received: 2, stored: 2 });
    expect(await db.sql('SELECT sum(stored)::int AS stored FROM chunk WHERE tenant_id = $1', [tenant.tenantId])).toEqual([{ stored: 2 }]);
  });

  it('goes on where it stopped when the same file is dropped again', async () => {
    const tenant = await newTenant(), { sourceId } = await newSource(tenant.tenantId), { id } = await begin(tenant, sourceId);
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST));
    await endImport(tenant.ctx(), { id, state: 'cancelled' });
    await expect(acceptImportPart(tenant.ctx(), { id, ...PARTS[1] }, part(SECOND))).rejects.toMatchObject({ code: 'conflict' });
    expect(await begin(tenant, sourceId)).toMatchObject({ id, state: 'running', position: FIRST.length });
    expect(await acceptImportPart(tenant.ctx(), { id, ...PARTS[1] }, part(SECOND))).toMatchObject({ position: FILE.bytes, received: 4 });
    expect(await startImport(tenant.ctx(), { ...FILE, name: 'other.jsonl', sourceId })).toMatchObject({ position: 0 });
  });

  it('takes no part that does not follow', async () => {
    const tenant = await newTenant(), { sourceId } = await newSource(tenant.tenantId), { id } = await begin(tenant, sourceId);
    for (const wrong of [{ from: 5, to: 9 }, { from: 0, to: 0 }]) await expect(acceptImportPart(tenant.ctx(), { id, ...wrong }, part(FIRST))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is for managers, and for its own tenant', async () => {
    const tenant = await newTenant(), foreign = await newTenant(), { sourceId } = await newSource(tenant.tenantId), { id } = await begin(tenant, sourceId);
    await expect(startImport(tenant.ctx('Analyst'), { ...FILE, sourceId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startImport(foreign.ctx(), { ...FILE, sourceId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(acceptImportPart(foreign.ctx(), { id, ...PARTS[0] }, part(FIRST))).rejects.toMatchObject({ code: 'not_found' });
    await expect(endImport(tenant.ctx('SOAR'), { id, state: 'done' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(startImport(tenant.ctx(), { ...FILE, sourceId, sourceName: 'both' })).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('has its beginning, its parts and its end in the audit trail', async () => {
    const tenant = await newTenant(), { sourceId } = await newSource(tenant.tenantId), { id } = await begin(tenant, sourceId);
    await acceptImportPart(tenant.ctx(), { id, ...PARTS[0] }, part(FIRST));
    await endImport(tenant.ctx(), { id, state: 'cancelled' });
    const entries = await db.sql<{ action: string }>("SELECT action FROM audit WHERE tenant_id = $1 AND object_kind = 'import' ORDER BY id", [tenant.tenantId]);
    expect(entries.map(({ action }) => action)).toEqual(['import.started', 'import.part_stored', 'import.cancelled']);
  });
});
