import { Writable } from 'node:stream';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeAlert } from '../../../lib/alerts/change-alert';
import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { listAlerts } from '../../../lib/alerts/list-alerts';
import { verifyCorrelation } from '../../../lib/alerts/verify-correlation';
import { verifyForCli } from '../../../lib/cli/correlate';
import { tenantTx } from '../../../lib/platform/tx';
import { simulate } from '../../../lib/simulate/simulate';
import { withDatabase } from '../../support/database';
import { drain, essence, sendBodies, tenantWithSource } from './intrusion';

const database = withDatabase();
const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T18:00:00Z');
type Body = { format: string; text: string };
type Step = typeof correlateTenant;

/** Four days of a small office with two intrusions, over midnights; `recordsMax` decides how they are cut. */
function weekBodies(recordsMax: number): Body[] {
  const byFormat = new Map<string, string[]>();
  for (const batch of simulate({ seed: 5, endpoints: 5, days: 4, startAt: START, intrusions: 2, intrusionsAt: [START + 5 * HOUR, START + 52 * HOUR], recordsPerSecond: 0.006 })) {
    byFormat.set(batch.format, [...(byFormat.get(batch.format) ?? []), ...batch.records]);
  }
  return [...byFormat].flatMap(([format, records]) => Array.from({ length: Math.ceil(records.length / recordsMax) }, (_, i) => ({ format, text: `${records.slice(i * recordsMax, (i + 1) * recordsMax).join('\n')}\n` })));
}

/** Another process, as far as memory goes: modules of its own, the same database. */
async function anotherWorker(): Promise<Step> {
  vi.resetModules();
  return (await import('../../../lib/alerts/correlate-tenant')).correlateTenant;
}

async function alertsOf(bodies: readonly Body[], step: (job: Parameters<Step>[0], number: number) => Promise<unknown>) {
  const { tenant, source, job } = await tenantWithSource();
  let number = 0;
  await sendBodies(source, bodies, () => step(job, number++));
  await drain(job);
  return { tenant, job, alerts: await essence(tenant.ctx()) };
}

describe('four days with two intrusions', () => {
  let expected: Awaited<ReturnType<typeof essence>>;
  beforeEach(async () => { expected ??= (await alertsOf(weekBodies(100_000), async () => undefined)).alerts; }, 120_000);

  it('are the same alerts in one batch and in many, with a step after each', async () => {
    expect(expected.length).toBeGreaterThan(0);
    expect((await alertsOf(weekBodies(120), correlateTenant)).alerts).toEqual(expected);
  }, 240_000);

  it('are the same alerts by two workers in turn, who each believe what they hold in memory only while it is true', async () => {
    const workers = [await anotherWorker(), await anotherWorker()];
    const { alerts } = await alertsOf(weekBodies(120), (job, number) => workers[number % 3 === 0 ? 1 : 0]?.(job) ?? Promise.reject(new Error('no worker')));
    expect(alerts).toEqual(expected);
  }, 240_000);

  it('are the same alerts when every step is the first of a new process', async () => {
    const { alerts } = await alertsOf(weekBodies(250), async (job) => (await anotherWorker())(job));
    expect(alerts).toEqual(expected);
  }, 240_000);

  it('are the same alerts when the days arrive backwards', async () => {
    const { alerts } = await alertsOf(weekBodies(150).reverse(), correlateTenant);
    expect(alerts).toEqual(expected);
  }, 240_000);

  it('a step that fails before its commit has not happened, in memory either', async () => {
    const failing = async (job: Parameters<Step>[0], number: number): Promise<unknown> => {
      if (number % 2 === 0) return correlateTenant(job);
      const broken = { ...job, clock: { now: () => { throw new Error('the clock stopped'); } } };
      return correlateTenant(broken).catch((error: unknown) => error);
    };
    expect((await alertsOf(weekBodies(250), failing)).alerts).toEqual(expected);
  }, 240_000);
});

describe('what a worker holds in memory', () => {
  it('is true for one version of the cursor: a step makes the next, and so does anybody who changes signals', async () => {
    const { tenant, job } = await alertsOf(weekBodies(100_000), async () => undefined);
    const version = async () => Number((await database.sql<{ version: string }>('SELECT version FROM correlation_cursor WHERE tenant_id = $1', [tenant.tenantId]))[0]?.version);
    const before = await version();
    expect(before).toBeGreaterThan(0);
    expect(await correlateTenant(job)).toBe('idle');
    expect(await version()).toBe(before);
    await tenantTx(tenant.tenantId, (tx) => tx.signal.updateMany({ where: { tenantId: tenant.tenantId }, data: { unalerted: null } }));
    expect(await version()).toBe(before + 1);
    await database.sql('DELETE FROM signal WHERE tenant_id = $1', [tenant.tenantId]);
    expect(await version()).toBe(before + 2);
  }, 120_000);
});

describe('rebuilding from what is stored', () => {
  it('finds no difference, however the records came, and leaves closed alerts as they are', async () => {
    const { tenant, source, job } = await tenantWithSource();
    const bodies = weekBodies(200);
    await sendBodies(source, bodies.slice(0, bodies.length / 2), () => correlateTenant(job));
    const [first] = (await listAlerts(tenant.ctx(), {})).items;
    await changeAlert(tenant.ctx(), first?.id ?? '', { status: 'closed', finding: 'true_positive' });
    await sendBodies(source, bodies.slice(bodies.length / 2), () => correlateTenant(job));
    await drain(job);
    const report = await verifyCorrelation(job);
    expect(report.differences.filter(({ noted }) => !noted)).toEqual([]);
    expect(report).toMatchObject({ decided: 1, chunks: bodies.length });
    expect(report.alerts).toBeGreaterThan(0);
  }, 240_000);

  it('is a command that prints differences, with an exit code', async () => {
    const { tenant } = await alertsOf(weekBodies(100_000), async () => undefined);
    const [row] = await database.sql<{ slug: string }>('SELECT slug FROM tenant WHERE id = $1', [tenant.tenantId]);
    const run = async (name: string) => {
      let text = '';
      const out = new Writable({ write: (chunk, _, done) => { text += String(chunk); done(); } });
      return { code: await verifyForCli({ tenant: name, out }), text };
    };
    expect(await run(row?.slug ?? '')).toEqual({ code: 0, text: expect.stringMatching(/detections, \d+ signals; \d+ alerts compared, 0 closed.*\n(note: .*\n)*no differences\n$/) });
    await database.sql('DELETE FROM signal WHERE tenant_id = $1 AND key = (SELECT min(key) FROM signal WHERE tenant_id = $1 AND alert_id IS NULL)', [tenant.tenantId]);
    expect(await run(String(tenant.tenantId))).toEqual({ code: 1, text: expect.stringMatching(/is not stored\n[^]*\d+ differences\n$/) });
    await expect(run('nobody')).rejects.toMatchObject({ code: 'not_found' });
  }, 120_000);

  it('says what is stored otherwise: a count, an alert’s members, a score', async () => {
    const { tenant, job } = await alertsOf(weekBodies(100_000), async () => undefined);
    const own = [tenant.tenantId];
    await database.sql("UPDATE signal SET content = jsonb_set(content, '{count}', '9999') WHERE tenant_id = $1 AND key = (SELECT min(key) FROM signal WHERE tenant_id = $1)", own);
    await database.sql("UPDATE alert SET content = jsonb_set(content, '{score}', '1') WHERE tenant_id = $1 AND id = (SELECT min(id) FROM alert WHERE tenant_id = $1)", own);
    const texts = (await verifyCorrelation(job)).differences.map(({ text }) => text);
    expect(texts).toContainEqual(expect.stringMatching(/^counts 9999 as stored/));
    expect(texts).toContainEqual(expect.stringMatching(/^has score 1 as stored/));
    await database.sql("UPDATE signal SET alert_id = NULL WHERE tenant_id = $1 AND key = (SELECT max(key) FROM signal WHERE tenant_id = $1 AND alert_id IS NOT NULL)", own);
    expect((await verifyCorrelation(job)).differences.map(({ text }) => text)).toContainEqual(expect.stringMatching(/not one alert when rebuilt$/));
  }, 120_000);
});
