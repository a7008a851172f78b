import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestStatus } from '../../lib/ingest/model';
import { rootFolder } from '../../lib/platform/paths';
import { withInstance, type BenchInstance } from './instance';
import { percentile } from './measure';
import { PacedSender, type Sent } from './paced-sender';
import { usageOf } from './processes';
import { simulatedLines } from './records';
import { FULL, Report } from './report';
import { readRules } from './rules';
import { Session } from './session';

const ENDPOINTS = 800;
/** One record per endpoint and second, which is what a tuned Sysmon sends in an office. */
const ORDINARY_PER_SECOND = 800;
/** Everybody starts the PC at nine. */
const BURST = 10;
const SECONDS = FULL ? 600 : 90;
const BURST_FROM = FULL ? 240 : 30;
const BURST_SECONDS = FULL ? 60 : 15;
const LAG_GOAL_SECONDS = 5;
const MAXIMUM_SECONDS = FULL ? 30 : 15;
const HALF_SECONDS = FULL ? 120 : 30;
const BODY_RECORDS = 5_000;
const IN_FLIGHT = 6;
const DRAIN_MS_MAX = 180_000;
const PAGES = ['/workbench', '/home', '/techniques?range=24h', '/api/console/alerts', '/api/console/detections?range=24h', '/api/console/detections/summary?range=24h', '/settings/sources'];
const ADMINISTRATOR = { email: 'bench@example.com', password: 'long enough for a benchmark' };

const report = new Report('load');

interface Sample { second: number; lag: number; pending: number }

const rateAt = (second: number): number => (second >= BURST_FROM && second < BURST_FROM + BURST_SECONDS ? ORDINARY_PER_SECOND * BURST : ORDINARY_PER_SECOND);

async function statusOf({ instance, tenant }: BenchInstance): Promise<IngestStatus> {
  const response = await fetch(`${instance.url}/api/ingest/status`, { headers: { authorization: `Bearer ${tenant.ingestToken}` } });
  if (!response.ok) throw new Error(`status answered ${response.status}`);
  return (await response.json()) as IngestStatus;
}

/** The lag every second, until everything has been correlated. */
async function watch(bench: BenchInstance, started: number, done: () => boolean): Promise<Sample[]> {
  const samples: Sample[] = [];
  let sentAt = Infinity;
  for (;;) {
    await sleep(1_000);
    const { lagSeconds, pending } = await statusOf(bench);
    samples.push({ second: (performance.now() - started) / 1000, lag: pending === 0 ? 0 : lagSeconds, pending });
    if (!done()) continue;
    sentAt = Math.min(sentAt, performance.now());
    if (pending === 0) return samples;
    if (performance.now() - sentAt > DRAIN_MS_MAX) { report.problem(`${pending} batches were not correlated within ${DRAIN_MS_MAX / 1000} s`); return samples; }
  }
}

/** What an analyst at work waits for meanwhile. */
async function browse(session: Session, done: () => boolean): Promise<number[]> {
  const ms: number[] = [];
  for (let n = 0; !done(); n++) {
    const path = PAGES[n % PAGES.length] ?? '/workbench';
    const reply = await session.call('GET', path);
    if (reply.status !== 200) report.problem(`${path} answered ${reply.status}`);
    ms.push(reply.ms);
    await sleep(200);
  }
  return ms;
}

async function browsing(session: Session, sending: Promise<Sent>): Promise<{ sent: Sent; pageMs: number[] }> {
  let finished = false;
  const [sent, pageMs] = await Promise.all([sending.finally(() => { finished = true; }), browse(session, () => finished)]);
  return { sent, pageMs };
}

function check(sent: Sent): number {
  if (sent.stored + sent.rejected !== sent.records) report.problem(`${sent.records} records were sent, ${sent.stored} stored, ${sent.rejected} rejected`);
  for (const failure of sent.failures.slice(0, 3)) report.problem(`a batch was refused: ${failure}`);
  return sent.stored;
}

function addLag(samples: readonly Sample[]): void {
  const burstEnd = BURST_FROM + BURST_SECONDS, late = samples.filter(({ second, lag }) => second > BURST_FROM && lag > LAG_GOAL_SECONDS);
  const recovered = late.length === 0 ? 0 : Math.max(0, (late.at(-1)?.second ?? burstEnd) + 1 - burstEnd);
  const before = samples.filter(({ second }) => second <= BURST_FROM).map(({ lag }) => lag);
  report.add(
    { name: 'lag in ordinary times', value: percentile(before, 0.95), unit: 's p95', note: 'from acknowledgement to correlated' },
    { name: 'largest lag', value: Math.max(...samples.map(({ lag }) => lag)), unit: 's' },
    { name: `lag under ${LAG_GOAL_SECONDS} s again`, value: recovered, unit: 's', note: 'after the burst' },
  );
}

/** The day of a fleet: ordinary, everybody at once, ordinary. */
async function profile(bench: BenchInstance, sender: PacedSender, session: Session): Promise<number> {
  const started = performance.now() + 1_000;
  let finished = false;
  const sending = sender.atRate(SECONDS, rateAt, started).finally(() => { finished = true; });
  const [{ sent, pageMs }, samples] = await Promise.all([browsing(session, sending), watch(bench, started, () => finished)]);
  report.note(`${ENDPOINTS} endpoints, ${ORDINARY_PER_SECOND} records/s for ${SECONDS} s, ${ORDINARY_PER_SECOND * BURST} records/s for ${BURST_SECONDS} s of them`);
  report.add({ name: 'request p99', value: percentile(sent.requestMs, 0.99), unit: 'ms', note: `asked to come back ${sent.deferred} times` });
  addLag(samples);
  report.add({ name: 'console pages meanwhile', value: percentile(pageMs, 0.99), unit: 'ms p99', note: `p50 ${percentile(pageMs, 0.5).toFixed(0)} ms, ${pageMs.length} requests` });
  return check(sent);
}

/** The console while ingest runs at half of what it can. */
async function half(sender: PacedSender, session: Session): Promise<number> {
  const most = await sender.atMost(MAXIMUM_SECONDS, BODY_RECORDS, IN_FLIGHT), maximum = (most.stored * 1000) / most.elapsedMs;
  const { sent, pageMs } = await browsing(session, sender.atRate(HALF_SECONDS, () => Math.round(maximum / 2)));
  report.add(
    { name: 'maximum', value: maximum, unit: 'records/s', note: `${IN_FLIGHT} requests of ${BODY_RECORDS} in flight` },
    { name: 'console pages at half of it', value: percentile(pageMs, 0.99), unit: 'ms p99', note: `p50 ${percentile(pageMs, 0.5).toFixed(0)} ms, ${pageMs.length} requests` },
  );
  return check(most) + check(sent);
}

async function measure(bench: BenchInstance): Promise<void> {
  const { instance, database, tenant } = bench, session = new Session(instance.url);
  await session.signIn(ADMINISTRATOR.email, ADMINISTRATOR.password);
  const lines = simulatedLines({ count: FULL ? 200_000 : 60_000, seed: 7, endpoints: ENDPOINTS, intrusions: 1 });
  const sender = new PacedSender({ url: instance.url, token: tenant.ingestToken }, lines);
  const stored = (await profile(bench, sender, session)) + (await half(sender, session));
  sender.close();
  session.close();
  const { rows } = await database.query<{ stored: number }>('SELECT coalesce(sum(stored), 0)::int AS stored FROM chunk');
  if (rows[0]?.stored !== stored) report.problem(`${stored} records were acknowledged, ${rows[0]?.stored} are in the database`);
  report.note(`${stored} records were acknowledged and are in the database`);
  const usage = usageOf(instance.child.pid ?? 0);
  if (usage) report.add({ name: 'peak memory, web + worker', value: usage.peakMib, unit: 'MiB' });
}

const root = rootFolder(), { windows } = await readRules(root);
await withInstance(root, { rules: windows ?? [], env: { YAGURA_ADMIN_EMAIL: ADMINISTRATOR.email, YAGURA_ADMIN_PASSWORD: ADMINISTRATOR.password } }, measure);
report.print();
