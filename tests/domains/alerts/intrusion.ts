import { correlateTenant } from '../../../lib/alerts/correlate-tenant';
import { listAlertsWhole } from '../../../lib/alerts/list-alerts-whole';
import { systemClock } from '../../../lib/platform/clock';
import type { Context } from '../../../lib/platform/context';
import { log } from '../../../lib/platform/log';
import { simulate } from '../../../lib/simulate/simulate';
import { newTenant, type TestTenant } from '../../support/database';
import { newSource, send, type TestSource } from '../../ingest/sender';

const START = Date.parse('2026-03-02T23:00:00Z');
const HOUR = 3_600_000;

/** Bodies of a small simulated office's morning with one intrusion in it; `recordsMax` decides how they are cut. */
export function intrusionBodies(recordsMax: number): { format: string; text: string }[] {
  const byFormat = new Map<string, string[]>();
  const options = { seed: 7, endpoints: 6, days: 5 / 24, startAt: START, intrusions: 1, intrusionsAt: [START + 2 * HOUR], recordsPerSecond: 0.05 };
  for (const batch of simulate(options)) byFormat.set(batch.format, [...(byFormat.get(batch.format) ?? []), ...batch.records]);
  return [...byFormat].flatMap(([format, records]) => Array.from({ length: Math.ceil(records.length / recordsMax) }, (_, i) => ({ format, text: `${records.slice(i * recordsMax, (i + 1) * recordsMax).join('\n')}\n` })));
}

export async function tenantWithSource(): Promise<{ tenant: TestTenant; source: TestSource; job: Context }> {
  const tenant = await newTenant();
  const source = await newSource(tenant.tenantId);
  const job: Context = { tenantId: tenant.tenantId, actor: { kind: 'job', name: 'correlation' }, clock: systemClock, log, requestId: 'test' };
  return { tenant, source, job };
}

export async function sendBodies(source: TestSource, bodies: readonly { format: string; text: string }[], between: () => Promise<unknown> = async () => undefined): Promise<void> {
  for (const { format, text } of bodies) {
    await send(source, text, { query: `?format=${format}`, gzip: true });
    await between();
  }
}

/** Correlates until nothing is left. */
export async function drain(job: Context): Promise<void> {
  while (await correlateTenant(job) !== 'idle');
}

/** What an analyst sees of the alerts, without ids, dates and record addresses of this run. */
export async function essence(ctx: Context) {
  const { items } = await listAlertsWhole(ctx, { limit: 50 });
  return items.map(({ row, signals }) => ({
    score: row.score, severity: row.severity, title: row.title, impact: row.impact.map((e) => e.key).sort(), first: row.firstSeen.toISOString(), last: row.lastSeen.toISOString(),
    signals: signals.map((s) => `${s.key} ${s.count}`).sort(),
  })).sort((a, b) => b.score - a.score || a.first.localeCompare(b.first));
}
