import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type pg from 'pg';
import type { IngestStatus } from '../../lib/ingest/model';
import { rootFolder } from '../../lib/platform/paths';
import type { SendOrder, SendOutcome } from './ingest-sender';
import { withInstance, type BenchInstance } from './instance';
import { percentile } from './measure';
import { plainCopy, type PlainCopy } from './plain-copy';
import { PROGRAMS, usageOf, type Usage } from './processes';
import { bodyOf, mixOf, simulatedLines } from './records';
import { FULL, Report } from './report';
import { readRules } from './rules';
import { temporaryFolder } from './server';
import { stageCosts } from './stages';

const BODY_RECORDS = 5_000;
const BODIES = FULL ? 100 : 20;
/** Compile the rules and the hot code of both threads. */
const WARM_UP_BODIES = 6;
/** Sends for at least so long, the bodies again and again; 0: each once. */
const SECONDS = FULL ? 300 : 0;
const IN_FLIGHT = 6;
const COPY_RECORDS = FULL ? 200_000 : 50_000;
const PENDING_MS_MAX = 300_000;
const TABLES = ['chunk', 'activity_segment', 'detection', 'fact', 'reject'];

const report = new Report('ingest');

/** Bodies as files, compressed before any clock runs. */
function prepareBodies(folder: string, lines: readonly string[]): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: Math.floor(lines.length / BODY_RECORDS) }, (_, i) => {
    const file = join(folder, `${i}.gz`);
    writeFileSync(file, gzipSync(bodyOf(lines.slice(i * BODY_RECORDS, (i + 1) * BODY_RECORDS)), { level: 1 }));
    return file;
  });
}

async function send(order: SendOrder): Promise<SendOutcome> {
  const child = fork(join(rootFolder(), 'dist/tests/bench/ingest-sender.mjs'));
  child.send(order);
  const [answer] = (await once(child, 'message')) as [{ outcome?: SendOutcome; error?: string }];
  child.disconnect();
  if (!answer.outcome) throw new Error(`the sender failed: ${answer.error}`);
  return answer.outcome;
}

/** Waits until correlation has seen everything; ms. */
async function untilCorrelated({ instance, tenant }: BenchInstance): Promise<number> {
  const started = performance.now();
  for (;;) {
    const response = await fetch(`${instance.url}/api/ingest/status`, { headers: { authorization: `Bearer ${tenant.ingestToken}` } });
    if (!response.ok) throw new Error(`status answered ${response.status}`);
    const { pending } = (await response.json()) as IngestStatus;
    const waited = performance.now() - started;
    if (pending === 0) return waited;
    if (waited > PENDING_MS_MAX) {
      report.problem(`${pending} batches were not correlated within ${PENDING_MS_MAX / 1000} s`);
      return waited;
    }
    await sleep(100);
  }
}

async function sizes(database: pg.Client): Promise<Record<string, number>> {
  const { rows } = await database.query<{ name: string; bytes: number }>(
    'SELECT t.name, sum(pg_total_relation_size(p.relid))::float8 AS bytes FROM unnest($1::text[]) AS t(name), LATERAL pg_partition_tree(t.name::regclass) AS p GROUP BY 1', [TABLES]);
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
}

function check(outcome: SendOutcome, sent: number | undefined): void {
  const { received, stored, rejected, duplicates, failures } = outcome;
  if (sent !== undefined && received !== sent) report.problem(`${sent} records were sent, ${received} acknowledged`);
  if (stored !== received - rejected) report.problem(`${received} received, ${stored} stored, ${rejected} rejected: they do not add up`);
  if (rejected > 0) report.problem(`${rejected} records were rejected`);
  if (duplicates > 0) report.problem(`${duplicates} bodies counted as replays`);
  for (const failure of failures.slice(0, 3)) report.problem(`a batch was refused: ${failure}`);
}

function addCpu(before: Usage | undefined, after: Usage | undefined, records: number): void {
  if (!before || !after) { report.note('CPU and memory by program: only on Linux'); return; }
  for (const program of PROGRAMS) report.add({ name: `CPU, ${program}`, value: ((after.cpuSeconds[program] - before.cpuSeconds[program]) * 1e6) / records, unit: 'µs/record' });
  report.add({ name: 'peak memory, web + worker', value: after.peakMib, unit: 'MiB' });
}

interface Baseline { one: PlainCopy; many: PlainCopy }

async function measureCopy(database: pg.Client, lines: readonly string[]): Promise<Baseline> {
  const { user, password, host, port } = database;
  const url = `postgresql://${user}:${encodeURIComponent(password ?? '')}@${host}:${port}/${database.database}`;
  const batches = Array.from({ length: Math.ceil(lines.length / BODY_RECORDS) }, (_, i) => lines.slice(i * BODY_RECORDS, (i + 1) * BODY_RECORDS));
  return { one: await plainCopy(url, batches, 1), many: await plainCopy(url, batches, cpus().length) };
}

/** The baseline is measured before and after, so that a machine that gets busier meanwhile does not tilt the ratio. */
async function measure(bench: BenchInstance, lines: readonly string[], folder: string): Promise<void> {
  const { instance, database, tenant } = bench, copyLines = lines.slice(0, COPY_RECORDS), launcher = instance.child.pid ?? 0;
  const files = prepareBodies(folder, lines), measured = files.slice(WARM_UP_BODIES);
  const order = { url: instance.url, token: tenant.ingestToken, inFlight: IN_FLIGHT, seconds: 0 };
  const warm = await send({ ...order, files: files.slice(0, WARM_UP_BODIES) });
  check(warm, WARM_UP_BODIES * BODY_RECORDS);
  await untilCorrelated(bench);
  const copyBefore = await measureCopy(database, copyLines);
  await database.query('CHECKPOINT');
  const bytesBefore = await sizes(database), usageBefore = usageOf(launcher);
  const outcome = await send({ ...order, files: measured, seconds: SECONDS });
  check(outcome, SECONDS > 0 ? undefined : measured.length * BODY_RECORDS);
  const lagMs = await untilCorrelated(bench);
  const usage = usageOf(launcher), bytes = await sizes(database);
  const { rows } = await database.query<{ stored: number; detections: number }>('SELECT (SELECT sum(rows) FROM activity_segment)::int AS stored, (SELECT count(*) FROM detection)::int AS detections');
  const stored = rows[0]?.stored ?? 0, all = warm.stored + outcome.stored;
  if (stored !== all) report.problem(`${all} records were acknowledged, ${stored} are in the database`);
  const copyAfter = await measureCopy(database, copyLines);
  const one = (copyBefore.one.recordsPerSecond + copyAfter.one.recordsPerSecond) / 2, many = (copyBefore.many.recordsPerSecond + copyAfter.many.recordsPerSecond) / 2;
  const rate = (outcome.stored * 1000) / outcome.elapsedMs;
  report.add(
    { name: 'plain COPY, one connection', value: one, unit: 'records/s', note: `jsonb and two indexes, ${copyLines.length} records, before and after` },
    { name: `plain COPY, ${cpus().length} connections`, value: many, unit: 'records/s', ratio: many / one, of: 'one connection' },
    { name: 'end to end over HTTP', value: rate, unit: 'records/s', ratio: rate / one, of: 'plain COPY', note: `${outcome.stored} records, ${IN_FLIGHT} requests in flight, ${rows[0]?.detections ?? 0} detections` },
    ...[0.5, 0.95, 0.99].map((p) => ({ name: `request p${p * 100}`, value: percentile(outcome.requestMs, p), unit: 'ms', ...(p === 0.5 ? { note: `${BODY_RECORDS} records each` } : {}) })),
    { name: 'until all is correlated', value: lagMs, unit: 'ms', note: 'after the last acknowledgement' },
  );
  addSizes(bytesBefore, bytes, outcome.stored, copyAfter.one.bytesPerRecord);
  if (outcome.deferred > 0) report.note(`the server asked ${outcome.deferred} times to come back later`);
  addCpu(usageBefore, usage, outcome.stored);
}

function addSizes(before: Record<string, number>, after: Record<string, number>, records: number, plain: number): void {
  const perRecord = (table: string): number => ((after[table] ?? 0) - (before[table] ?? 0)) / records;
  const total = TABLES.reduce((sum, table) => sum + perRecord(table), 0);
  report.add(
    { name: 'plain COPY on disk', value: plain, unit: 'bytes/record' },
    { name: 'on disk, indexes and originals', value: total, unit: 'bytes/record', ratio: total / plain, of: 'plain COPY' },
    ...TABLES.map((table) => ({ name: `  of it ${table}`, value: perRecord(table), unit: 'bytes/record' })),
  );
}

const root = rootFolder();
const { pack, windows } = await readRules(root);
report.note(windows ? `rules: the built-in pack and ${windows.length} of SigmaHQ for Windows` : '../shared/data/sigma is absent: the built-in pack alone');
const lines = simulatedLines({ count: (WARM_UP_BODIES + BODIES) * BODY_RECORDS, seed: 23, endpoints: 400 });
report.note(`records of ${Math.round(bodyOf(lines).length / lines.length)} bytes: ${mixOf(lines)}; why so stands at the weights in lib/simulate/life/ambient.ts`);
const folder = temporaryFolder('bodies');
try {
  await withInstance(root, { rules: windows ?? [] }, (bench) => measure(bench, lines, folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const [stage, cost] of Object.entries(stageCosts(lines.slice(0, BODY_RECORDS), [...pack, ...(windows ?? [])]))) report.add({ name: `thread, ${stage}`, value: cost, unit: 'µs/record' });
report.print();
