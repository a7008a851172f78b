import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertPage } from '../../lib/alerts/list-alerts';
import type { DemoProgress } from '../../lib/demo/load-demo';
import { rootFolder } from '../../lib/platform/paths';
import { multiplyTenant, type ConsoleSizes } from './console-data';
import { withInstance, type BenchInstance } from './instance';
import { percentile } from './measure';
import { FULL, Report } from './report';
import { Session } from './session';

const SIZES: ConsoleSizes = FULL ? { activities: 10_000_000, detections: 200_000, alerts: 5_000 } : { activities: 1_000_000, detections: 20_000, alerts: 500 };
const REQUESTS = FULL ? 200 : 25;
const WARM_UP = 3;
const ADMINISTRATOR = { email: 'bench@example.com', password: 'long enough for a benchmark' };
const DEMO_MS_MAX = 300_000;

const report = new Report('console');

/** One of each, to open. Copies would not do: their records have no originals. */
interface Examples { alert: string; record: string }

/** The demo's day of an office, loaded as an analyst would, until its alert is there. */
async function loadDemo(session: Session): Promise<Examples> {
  const { status, text } = await session.call('POST', '/api/console/demo', {});
  if (status !== 202) throw new Error(`the demo answered ${status} ${text.slice(0, 200)}`);
  for (const started = performance.now(); performance.now() - started < DEMO_MS_MAX; await sleep(250)) {
    const { state } = await session.json<DemoProgress>('/api/console/demo');
    if (state === 'failed') throw new Error('the demo could not be loaded');
    const alerts = await session.json<AlertPage>('/api/console/alerts');
    const { items } = await session.json<{ items: { uuid: string }[] }>('/api/console/detections?range=30d');
    const alert = alerts.items[0]?.id, record = items[0]?.uuid;
    if (state === 'done' && alert && record) return { alert, record };
  }
  throw new Error(`the demo raised no alert within ${DEMO_MS_MAX / 1000} s`);
}

interface Route { name: string; path: string }

/** Every list and page of the console, as the browser asks for them. */
async function routes(session: Session, { alert, record }: Examples): Promise<Route[]> {
  const { cursor } = await session.json<AlertPage>('/api/console/alerts');
  return [
    { name: 'alerts', path: '/api/console/alerts' },
    { name: 'alerts, open and critical', path: '/api/console/alerts?status=open&severity=critical' },
    { name: 'alerts, by text', path: '/api/console/alerts?text=pc-0' },
    ...(cursor ? [{ name: 'alerts, second page', path: `/api/console/alerts?cursor=${encodeURIComponent(cursor)}` }] : []),
    { name: 'one alert', path: `/api/console/alerts/${alert}` },
    { name: 'detections, a day', path: '/api/console/detections?range=24h' },
    { name: 'detections, 30 days', path: '/api/console/detections?range=30d' },
    { name: 'detections, 30 days, high', path: '/api/console/detections?range=30d&level=high' },
    { name: 'summary, a day', path: '/api/console/detections/summary?range=24h' },
    { name: 'summary, 30 days', path: '/api/console/detections/summary?range=30d' },
    { name: 'techniques, 30 days', path: '/api/console/detections/techniques?range=30d' },
    { name: 'one record', path: `/api/console/detections/record?uuid=${record}` },
    { name: 'sources', path: '/api/console/sources' },
    { name: 'page: Workbench', path: '/workbench' },
    { name: 'page: alert', path: `/workbench/${alert}` },
    { name: 'page: techniques, 30 days', path: '/techniques?range=30d' },
    { name: 'page: sources', path: '/settings/sources' },
  ];
}

async function measureRoute(session: Session, { name, path }: Route): Promise<void> {
  const ms: number[] = [];
  let bytes = 0;
  for (let n = 0; n < WARM_UP + REQUESTS; n++) {
    const reply = await session.call('GET', path);
    if (reply.status !== 200) { report.problem(`${path} answered ${reply.status}`); return; }
    bytes = reply.bytes;
    if (n >= WARM_UP) ms.push(reply.ms);
  }
  report.add({ name, value: percentile(ms, 0.95), unit: 'ms p95', note: `p50 ${percentile(ms, 0.5).toFixed(1)} ms, ${(bytes / 1024).toFixed(0)} KiB` });
}

async function measure({ instance, database }: BenchInstance): Promise<void> {
  const session = new Session(instance.url);
  try {
    await session.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
    const examples = await loadDemo(session);
    const { tenantId } = await session.json<{ tenantId: number }>('/api/console/session');
    const { activities, detections, alerts } = await multiplyTenant(database, tenantId, SIZES);
    report.note(`${activities} activities, ${detections} detections, ${alerts} alerts over 30 days; ${REQUESTS} requests each, one after the other`);
    const health: Route = { name: 'baseline: health', path: '/api/health/live' };
    const printed = instance.output.length;
    for (const route of [health, ...(await routes(session, examples))]) await measureRoute(session, route);
    if (instance.output.length > printed) report.note(`the server wrote: ${instance.output.slice(printed, printed + 600).trim()}`);
  } finally {
    session.close();
  }
}

await withInstance(rootFolder(), { env: { YAGURA_ADMIN_EMAIL: ADMINISTRATOR.email, YAGURA_ADMIN_PASSWORD: ADMINISTRATOR.password } }, measure);
report.print();
