import { compileRules } from '../../lib/engine/sigma/rule-set';
import { migrate } from '../../lib/platform/database/migrate';
import { closeThreads } from '../../lib/ingest/thread-pool';
import { closeDb } from '../../lib/platform/db';
import { rootFolder } from '../../lib/platform/paths';
import { loadPack } from '../../lib/rules/load-pack';
import { foldFlood, runEngine } from './correlate-engine';
import { BenchTenant } from './correlate-database';
import { analyse, dayAfter, Office } from './offices';
import { median } from './measure';
import { FULL, Report } from './report';
import { withServer, type BenchServer } from './server';

/** Intrusions, about a hundred detections each; more than may share a tool or an address before that says nothing any more. */
const ENGINE_OFFICES = FULL ? [20, 180] : [15, 45];
const DAY_OFFICES = FULL ? 90 : 15;
const HISTORY_DAYS = FULL ? 34 : 10;
const DAYS_MEASURED = 3;
const DAYS_APART = 4;
const FLOOD = FULL ? 500_000 : 20_000;
const FLOOD_HOST = 'PC-7777';
/** Fewer than a rule is heard out for in one body that it matches all of. */
const FLOOD_BODY = 400;

const report = new Report('correlate');
const root = rootFolder();
const rules = compileRules(await loadPack(root));
const office = new Office(rules);

function measureEngine(): void {
  let firstCost = 0;
  for (const offices of ENGINE_OFFICES) {
    const { detections, foldMs, correlateMs, signals, alerts } = runEngine(office, offices, rules);
    const cost = (foldMs + correlateMs) / detections;
    firstCost ||= cost;
    report.add({
      name: `engine, ${offices} intrusions at once`, value: 1000 / cost, unit: 'detections/s', ...(cost === firstCost ? {} : { ratio: firstCost / cost, of: `rate of ${ENGINE_OFFICES[0]}` }),
      note: `${detections} detections, ${signals} signals, ${alerts} alerts; fold ${foldMs.toFixed(0)} ms, correlate ${correlateMs.toFixed(0)} ms`,
    });
  }
  const { ms, signals, counted } = foldFlood(office, FLOOD, rules);
  report.add({ name: 'engine, identical detections', value: (FLOOD * 1000) / ms, unit: 'detections/s', note: `${FLOOD} folded into ${signals}` });
  if (counted !== FLOOD) report.problem(`${FLOOD} identical detections were folded, ${counted} counted`);
}

/** ms per detection of a day: the median of some days that are too far apart to meet. Each has offices of its own. */
async function costPerDetection(tenant: BenchTenant, firstDay: number): Promise<number> {
  const costs: number[] = [];
  for (let n = 0; n < DAYS_MEASURED; n++) {
    const day = firstDay + n * DAYS_APART;
    const lines = Array.from({ length: DAY_OFFICES }, (_, i) => office.copy(day * 100 + i, dayAfter(day))).flat();
    const detections = await tenant.ingest(lines);
    costs.push((await tenant.correlateAll()) / detections);
  }
  return median(costs);
}

async function measureDatabase({ client, url }: BenchServer): Promise<void> {
  process.env['DATABASE_URL'] = url;
  process.env['YAGURA_SECRET'] = 'a secret of the benchmarks, long enough to be one';
  await migrate(url, root);
  await client.query('SELECT ensure_partitions(current_date, 8)');
  const tenant = await BenchTenant.create(client);
  const costBefore = await costPerDetection(tenant, 0), small = await tenant.count('detection');
  report.add({ name: `database, ${small} stored`, value: 1000 / costBefore, unit: 'detections/s', note: `${DAY_OFFICES} intrusions a day` });
  await tenant.growHistory(HISTORY_DAYS);
  const large = await tenant.count('detection'), costAfter = await costPerDetection(tenant, DAYS_MEASURED * DAYS_APART);
  report.add(
    { name: `database, ${large} stored`, value: 1000 / costAfter, unit: 'detections/s', note: `${await tenant.count('signal')} signals, ${await tenant.count('alert')} alerts stored` },
    { name: 'cost per detection as the store grows', value: costAfter * 1000, unit: 'µs', ratio: costAfter / costBefore, of: `cost at ${small}` },
  );
  await measureFlood(tenant);
}

async function measureFlood(tenant: BenchTenant): Promise<void> {
  const detected = office.lines.find((line) => analyse([line], rules).detections.length > 0);
  if (!detected) throw new Error('the office has no detection');
  const template = detected.replaceAll(/"Hostname":"[^"]*"/g, `"Hostname":"${FLOOD_HOST}.flood.example"`).replaceAll('2026-11-18', dayAfter(60));
  const lines = Array.from({ length: FLOOD }, (_, i) => template.replace(/"RecordNumber":\d+/, `"RecordNumber":${i}`));
  const detections = await tenant.ingest(lines, FLOOD_BODY), ms = await tenant.correlateAll();
  const { signals, count } = await tenant.countOn(FLOOD_HOST.toLowerCase());
  report.add({ name: 'database, identical detections', value: (detections * 1000) / ms, unit: 'detections/s', note: `${detections} became ${signals} signals` });
  if (detections !== FLOOD) report.problem(`${FLOOD} identical records were stored as ${detections} detections`);
  if (count !== signals * FLOOD) report.problem(`${FLOOD} identical detections: ${signals} signals that count ${count}`);
}

measureEngine();
await withServer(async (server) => {
  try {
    await measureDatabase(server);
  } finally {
    await closeThreads();
    await closeDb();
  }
});
report.print();
