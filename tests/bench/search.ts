import { monitorEventLoopDelay } from 'node:perf_hooks';
import { searchActivities } from '../../lib/activities/search-activities';
import { summariseActivities } from '../../lib/activities/summarise-activities';
import { systemClock } from '../../lib/platform/clock';
import type { Context } from '../../lib/platform/context';
import { closeDb } from '../../lib/platform/db';
import { migrate } from '../../lib/platform/database/migrate';
import { log } from '../../lib/platform/log';
import { rootFolder } from '../../lib/platform/paths';
import { percentile } from './measure';
import { FULL, Report } from './report';
import { fillActivities, type SearchData } from './search-data';
import { withServer } from './server';

const RECORDS = FULL ? 10_000_000 : 2_000_000;
const REPEATS = FULL ? 7 : 5;
const TENANT = 1;
const DAY_MS = 86_400_000;

const report = new Report('search');
const ctx: Context = { tenantId: TENANT, actor: { kind: 'job', name: 'bench' }, clock: systemClock, log, requestId: 'bench' };

interface Question { name: string; days: number; query: string; expected?: number; ask?: 'summary' | 'facets' }

function questions({ needle }: SearchData): Question[] {
  return [
    { name: 'exact value, one record', days: 30, query: `process.entity_id:"${needle.processGuid}"`, expected: 1 },
    { name: 'exact hash, one record', days: 30, query: `process.hash.sha256:${needle.hash}`, expected: 1 },
    { name: 'exact value in any field', days: 30, query: `*:"${needle.processGuid}"`, expected: 1 },
    { name: 'exact value that nobody has', days: 30, query: 'destination.ip:203.0.113.77', expected: 0 },
    { name: 'one endpoint, first page', days: 30, query: 'host.id:pc-0042' },
    { name: 'one endpoint, counted', days: 30, query: 'host.id:pc-0042', ask: 'summary' },
    { name: 'substring in command lines', days: 7, query: `process.command_line:*${needle.word}*`, expected: 1 },
    { name: 'substring in command lines', days: 30, query: `process.command_line:*${needle.word}*`, expected: 1 },
    { name: 'regular expression in command lines', days: 7, query: `process.command_line:/needle-(in|on)-a-h.*k$/`, expected: 1 },
    { name: 'free text in every field', days: 7, query: needle.word, expected: 1 },
    { name: 'everything, first page', days: 30, query: '' },
    { name: 'count and histogram of everything', days: 7, query: '', ask: 'summary' },
    { name: 'count and histogram of everything', days: 30, query: '', ask: 'summary' },
    { name: 'facets of four fields', days: 7, query: 'event.action:process_start', ask: 'facets' },
  ];
}

async function ask({ query, days, ask: what, expected }: Question, data: SearchData): Promise<void> {
  const span = { query, from: new Date(data.to.getTime() - days * DAY_MS).toISOString(), to: data.to.toISOString() };
  if (what === undefined) {
    const { hits, partial } = await searchActivities(ctx, { ...span, limit: 100 }, { msMax: 120_000 });
    if (expected !== undefined && hits.length !== expected) report.problem(`"${query}" found ${hits.length}, not ${expected}`);
    if (partial) report.problem(`"${query}" was not finished`);
  } else {
    const facets = what === 'facets' ? ['host.id', 'user.id', 'process.executable', 'process.command_line'] : [];
    const { total, partial } = await summariseActivities(ctx, { ...span, facets }, { msMax: 120_000 });
    if (partial || (query === '' && days === 30 && total !== data.records)) report.problem(`"${query}" counted ${total} of ${data.records}`);
  }
}

async function measure(question: Question, data: SearchData): Promise<void> {
  const ms: number[] = [], delay = monitorEventLoopDelay({ resolution: 1 });
  await ask(question, data);
  delay.enable();
  for (let n = 0; n < REPEATS; n++) {
    const started = performance.now();
    await ask(question, data);
    ms.push(performance.now() - started);
  }
  delay.disable();
  report.add({ name: `${question.name}, ${question.days} days`, value: percentile(ms, 0.5), unit: 'ms', note: `worst ${Math.max(...ms).toFixed(0)} ms; others wait at most ${(delay.max / 1e6).toFixed(0)} ms` });
}

await withServer(async ({ url, client }) => {
  await migrate(url, rootFolder());
  process.env['DATABASE_URL'] = url;
  process.env['YAGURA_SECRET'] = 'a secret of the benchmark, long enough';
  await client.query("INSERT INTO tenant (id, name, slug) VALUES ($1, 'Bench', 'bench')", [TENANT]);
  const data = await fillActivities(client, TENANT, RECORDS);
  const { rows: [size] } = await client.query<{ bytes: number; segments: number }>(
    `SELECT (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('activity_segment'))::float8 AS bytes, (SELECT count(*) FROM activity_segment)::int AS segments`);
  report.note(`${data.records} activities over 30 days in ${size?.segments} segments`);
  report.add(
    { name: 'on disk, indexes included', value: (size?.bytes ?? 0) / data.records, unit: 'bytes/record' },
    { name: 'encode', value: (data.encodeMs * 1000) / data.records, unit: 'µs/record' },
    { name: 'insert, one connection', value: (data.insertMs * 1000) / data.records, unit: 'µs/record' },
  );
  try {
    for (const question of questions(data)) await measure(question, data);
  } finally {
    await closeDb();
  }
});
report.print();
