import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rootFolder } from '../../lib/platform/paths';
import type { SendOrder, SendOutcome } from './ingest-sender';
import { withInstance, type BenchInstance } from './instance';
import { bodyOf, simulatedLines } from './records';
import { FULL, Report } from './report';
import { readRules } from './rules';
import { temporaryFolder } from './server';

const BODY_RECORDS = 5_000;
const BODIES = 100;
const RECORDS = FULL ? 20_000_000 : 1_000_000;
/** A rate is taken over each. */
const STEP_RECORDS = FULL ? 1_000_000 : 100_000;

const report = new Report('growth');

async function send(order: SendOrder): Promise<SendOutcome> {
  const child = fork(join(rootFolder(), 'dist/tests/bench/ingest-sender.mjs'));
  child.send(order);
  const [answer] = (await once(child, 'message')) as [{ outcome?: SendOutcome; error?: string }];
  child.disconnect();
  if (!answer.outcome) throw new Error(`the sender failed: ${answer.error}`);
  return answer.outcome;
}

/** From an empty database on, a rate per step; the same bodies come again, each time as bytes that were never sent. */
async function measure({ instance, database, tenant }: BenchInstance, files: string[]): Promise<void> {
  const rates: number[] = [];
  let stored = 0;
  for (let step = 0; stored < RECORDS; step++) {
    const outcome = await send({ url: instance.url, token: tenant.ingestToken, inFlight: 6, seconds: 0, files, bodies: STEP_RECORDS / BODY_RECORDS, firstBody: step * (STEP_RECORDS / BODY_RECORDS) });
    for (const failure of outcome.failures.slice(0, 1)) report.problem(`a batch was refused: ${failure}`);
    if (outcome.stored !== STEP_RECORDS) { report.problem(`${STEP_RECORDS} records were sent, ${outcome.stored} stored`); break; }
    stored += outcome.stored;
    rates.push((outcome.stored * 1000) / outcome.elapsedMs);
    console.log(`  ${(stored / 1e6).toFixed(1)} M  ${rates.at(-1)?.toFixed(0)} records/s`);
  }
  // The first step compiles rules and hot code.
  const first = average(rates.slice(1, 4)), last = average(rates.slice(-3));
  const { rows } = await database.query<{ bytes: number }>('SELECT pg_database_size(current_database())::float8 AS bytes');
  report.add(
    { name: 'from empty', value: first, unit: 'records/s', note: 'second to fourth step' },
    { name: `at ${(stored / 1e6).toFixed(0)} million`, value: last, unit: 'records/s', ratio: last / first, of: 'from empty', note: 'last three steps' },
    { name: 'slowest step', value: Math.min(...rates.slice(1)), unit: 'records/s' },
    { name: 'whole database', value: (rows[0]?.bytes ?? 0) / stored, unit: 'bytes/record' },
  );
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const root = rootFolder(), { windows } = await readRules(root), folder = temporaryFolder('bodies');
try {
  const lines = simulatedLines({ count: BODIES * BODY_RECORDS, seed: 31, endpoints: 800 });
  const files = Array.from({ length: BODIES }, (_, i) => {
    const file = join(folder, `${i}.gz`);
    writeFileSync(file, gzipSync(bodyOf(lines.slice(i * BODY_RECORDS, (i + 1) * BODY_RECORDS)), { level: 1 }));
    return file;
  });
  await withInstance(root, { rules: windows ?? [] }, (bench) => measure(bench, files));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report.print();
