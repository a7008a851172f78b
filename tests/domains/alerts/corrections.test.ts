import { beforeEach, describe, expect, it } from 'vitest';
import { addNote } from '@/lib/alerts/add-note';
import { changeAlert } from '@/lib/alerts/change-alert';
import { getAlert } from '@/lib/alerts/get-alert';
import { listAlerts } from '@/lib/alerts/list-alerts';
import { listCorrections } from '@/lib/alerts/list-corrections';
import { mergeAlerts } from '@/lib/alerts/merge-alerts';
import { neverJoin } from '@/lib/alerts/never-join';
import { splitAlert } from '@/lib/alerts/split-alert';
import { undoCorrection } from '@/lib/alerts/undo-correction';
import type { Context } from '@/lib/platform/context';
import { simulate } from '@/lib/simulate/simulate';
import { withDatabase, type TestTenant } from '../../support/database';
import type { TestSource } from '../../ingest/sender';
import { drain, intrusionBodies, sendBodies, tenantWithSource } from './intrusion';

const db = withDatabase();

let tenant: TestTenant, source: TestSource, job: Context, id: string;
const keysOf = async (alertId: string): Promise<string[]> => [...(await getAlert(tenant.ctx(), alertId)).alert.content.signalKeys];
const open = async (): Promise<string[]> => (await listAlerts(tenant.ctx(), { status: ['open', 'in_progress'] })).items.map((row) => row.id).sort();

/** The signals of one endpoint of the intrusion, which a person takes for another story. */
async function ofOneEndpoint(): Promise<string[]> {
  const { signals } = await getAlert(tenant.ctx(), id);
  const counts = new Map<string, string[]>();
  for (const { key, activity } of signals) if (activity.endpointKey !== undefined) counts.set(activity.endpointKey, [...(counts.get(activity.endpointKey) ?? []), key]);
  const smallest = [...counts.values()].sort((a, b) => a.length - b.length)[0] ?? [];
  return smallest.sort();
}

beforeEach(async () => {
  ({ tenant, source, job } = await tenantWithSource());
  await sendBodies(source, intrusionBodies(100_000));
  await drain(job);
  [id = ''] = await open();
}, 60_000);

describe('splitting an alert', () => {
  it('makes an alert of what was taken out, which stays apart when correlation runs again', async () => {
    const all = await keysOf(id), taken = await ofOneEndpoint();
    const { alertId } = await splitAlert(tenant.ctx('Analyst'), { id, keys: taken });
    expect(alertId).not.toBe(id);
    expect(await keysOf(alertId)).toEqual(taken);
    expect(await keysOf(id)).toEqual(all.filter((key) => !taken.includes(key)));

    // The same things happen again, some later: both sides grow, and neither comes to the other.
    await sendBodies(source, intrusionBodies(100_000).map((body) => ({ ...body, text: `${body.text}\n` })));
    await drain(job);
    expect(await open()).toEqual([id, alertId].sort());
    expect(await keysOf(alertId)).toEqual(taken);
  });

  it('is undone: one alert again, under its old number, to which the other redirects with its notes', async () => {
    const all = await keysOf(id), { alertId, correctionId } = await splitAlert(tenant.ctx(), { id, keys: await ofOneEndpoint() });
    await addNote(tenant.ctx(), alertId, { body: 'a story of its own?' });
    await undoCorrection(tenant.ctx(), { correctionId });
    expect(await open()).toEqual([id]);
    expect(await keysOf(id)).toEqual(all);
    const { alert } = await getAlert(tenant.ctx(), alertId);
    expect([alert.id, alert.notes.map(({ body }) => body)]).toEqual([id, ['a story of its own?']]);
    await expect(undoCorrection(tenant.ctx(), { correctionId })).rejects.toMatchObject({ code: 'conflict' });
    await expect(undoCorrection(tenant.ctx(), { correctionId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is refused for what is not in it, for all of it, for a closed alert and for those who may not', async () => {
    const all = await keysOf(id);
    await expect(splitAlert(tenant.ctx(), { id, keys: ['nothing'] })).rejects.toMatchObject({ code: 'conflict' });
    await expect(splitAlert(tenant.ctx(), { id, keys: all })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(splitAlert(tenant.ctx('Auditor'), { id, keys: all.slice(0, 1) })).rejects.toMatchObject({ code: 'forbidden' });
    const other = await tenantWithSource();
    await expect(splitAlert(other.tenant.ctx(), { id, keys: all.slice(0, 1) })).rejects.toMatchObject({ code: 'not_found' });
    await changeAlert(tenant.ctx(), id, { status: 'closed', finding: 'true_positive' });
    await expect(splitAlert(tenant.ctx(), { id, keys: all.slice(0, 1) })).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('merging alerts', () => {
  it('makes one of them: the oldest number stays, the other redirects, notes survive, and undoing gives both back their numbers', async () => {
    const start = Date.parse('2026-03-12T23:00:00Z');
    const later = [...simulate({ seed: 11, endpoints: 6, days: 5 / 24, startAt: start, intrusions: 1, intrusionsAt: [start + 7_200_000], recordsPerSecond: 0.05 })];
    await sendBodies(source, later.map(({ format, records }) => ({ format, text: `${records.join('\n')}\n` })));
    await drain(job);
    const second = (await open()).find((each) => each !== id) ?? '';
    const [own, theirs] = [await keysOf(id), await keysOf(second)];
    await addNote(tenant.ctx(), second, { body: 'seen by Ken' });
    const { alertId, correctionId } = await mergeAlerts(tenant.ctx(), { ids: [second, id] });
    expect(alertId).toBe(id);
    expect(await open()).toEqual([id]);
    expect(await keysOf(id)).toEqual([...own, ...theirs].sort());
    expect((await getAlert(tenant.ctx(), second)).alert).toMatchObject({ id, notes: [{ body: 'seen by Ken' }] });
    expect((await getAlert(tenant.ctx(), id)).alert.content.edges.map(({ kind }) => kind)).toContain('analyst');

    await undoCorrection(tenant.ctx(), { correctionId });
    expect(await open()).toEqual([id, second].sort());
    expect([await keysOf(id), await keysOf(second)]).toEqual([own, theirs]);
    expect((await getAlert(tenant.ctx(), second)).alert.notes).toMatchObject([{ body: 'seen by Ken' }]);
  }, 60_000);

  it('does nothing, and says why, where a person split them before', async () => {
    const { alertId: second } = await splitAlert(tenant.ctx(), { id, keys: await ofOneEndpoint() });
    await expect(mergeAlerts(tenant.ctx(), { ids: [id, second] })).rejects.toMatchObject({ code: 'conflict' });
    expect(await open()).toEqual([id, second].sort());
    expect((await listCorrections(tenant.ctx(), id)).items).toHaveLength(1);
  });

  it('is refused when owners or findings differ', async () => {
    const { alertId: second } = await splitAlert(tenant.ctx(), { id, keys: await ofOneEndpoint() });
    await changeAlert(tenant.ctx(), id, { status: 'in_progress', finding: 'noteworthy' });
    await changeAlert(tenant.ctx(), second, { status: 'in_progress', finding: 'false_positive' });
    await expect(mergeAlerts(tenant.ctx(), { ids: [id, second] })).rejects.toMatchObject({ code: 'conflict' });
    await expect(mergeAlerts(tenant.ctx(), { ids: [id] })).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('never joining on something', () => {
  it('takes that reason away from this alert and from all to come, until it is undone', async () => {
    const { alert } = await getAlert(tenant.ctx(), id);
    const entities = [...new Set(alert.content.edges.map(({ entity }) => entity))], entity = entities[0] ?? '';
    const { correctionId } = await neverJoin(tenant.ctx(), { id, entity });
    for (const each of await open()) expect((await getAlert(tenant.ctx(), each)).alert.content.edges.map((edge) => edge.entity)).not.toContain(entity);
    await expect(neverJoin(tenant.ctx(), { id, entity })).rejects.toMatchObject({ code: 'conflict' });
    await undoCorrection(tenant.ctx(), { correctionId });
    expect((await getAlert(tenant.ctx(), id)).alert.content).toEqual(alert.content);
  });
});

describe('every correction', () => {
  it('is listed with who made and undid it, and stands in the audit trail', async () => {
    const { correctionId } = await splitAlert(tenant.ctx(), { id, keys: await ofOneEndpoint() });
    await undoCorrection(tenant.ctx(), { correctionId });
    expect((await listCorrections(tenant.ctx('Auditor'), id)).items).toMatchObject([{ id: correctionId, kind: 'split', madeByName: 'Aiko Test', undoneByName: 'Aiko Test' }]);
    const actions = (await db.sql<{ action: string }>("SELECT action FROM audit WHERE tenant_id = $1 AND actor_kind = 'user' ORDER BY id", [tenant.tenantId])).map(({ action }) => action);
    expect(actions[0]).toBe('alert.split');
    expect(actions).toContain('alert.correction_undone');
  });
});
