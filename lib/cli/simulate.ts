import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { SingleBar, Presets } from 'cli-progress';
import { batchRecords, type RecordBatch } from '../demo/batch-records';
import { ingestAnswerSchema } from '../ingest/model';
import { AppError } from '../platform/errors';
import { simulate } from '../simulate/simulate';

export interface SimulateCommand { endpoints: number; days: number; start?: string; rate?: number; seed: number; intrusions: number; url: string; token?: string; out?: string }

const BATCH_RECORDS = 5_000;
const TRIES_MAX = 20;
const DAY_MS = 86_400_000;
/** Names of the files that --out writes, by the format of what is in them. */
const FILES: Readonly<Record<string, string>> = { windows: 'endpoint.jsonl', zeek: 'network.jsonl', cef: 'gateway.log' };

async function post(url: string, token: string, batch: RecordBatch): Promise<{ stored: number; rejected: number }> {
  const body = gzipSync(`${batch.records.join('\n')}\n`, { level: 1 });
  for (let tried = 1; ; tried++) {
    const answer = await fetch(`${url.replace(/\/$/, '')}/api/ingest/events?format=${batch.format}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' } })
      .catch((cause: unknown) => { if (tried >= TRIES_MAX) throw new AppError('busy', `${url} does not answer.`, { cause }); return undefined; });
    if (answer?.ok) {
      const { stored, rejectedCount } = ingestAnswerSchema.parse(await answer.json());
      return { stored, rejected: rejectedCount };
    }
    if (answer && answer.status !== 429 && answer.status < 500) throw new AppError('bad_request', `${url} refused a batch (${answer.status}): ${(await answer.text()).slice(0, 300)}`);
    await sleep(1_000 * Number(answer?.headers.get('retry-after') ?? 1));
  }
}

async function sendAll(batches: Iterable<RecordBatch>, o: SimulateCommand, expected: number): Promise<number> {
  if (!o.token) throw new AppError('bad_request', 'An ingest token is needed: --token, or YAGURA_INGEST_TOKEN; or --out <folder> to write files.');
  const bar = new SingleBar({ format: '{bar} {value}/~{total} records | {rate}/s | {rejected} rejected', stream: process.stderr, noTTYOutput: false }, Presets.shades_classic);
  const started = performance.now();
  let sent = 0, rejected = 0;
  bar.start(expected, 0, { rate: 0, rejected: 0 });
  for (const batch of batches) {
    const answer = await post(o.url, o.token, batch);
    sent += batch.records.length;
    rejected += answer.rejected;
    bar.update(sent, { rate: Math.round(sent / ((performance.now() - started) / 1000)), rejected });
  }
  bar.stop();
  process.stderr.write(`${sent} records sent, ${rejected} rejected, in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return rejected === 0 ? 0 : 1;
}

async function writeAll(batches: Iterable<RecordBatch>, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const files = new Map<string, WriteStream>();
  for (const { format, records } of batches) {
    const name = FILES[format] ?? `${format}.log`;
    const file = files.get(name) ?? createWriteStream(join(folder, name));
    files.set(name, file);
    if (!file.write(`${records.join('\n')}\n`)) await once(file, 'drain');
  }
  for (const file of files.values()) { file.end(); await once(file, 'finish'); }
  process.stderr.write(`Written: ${[...files.keys()].map((f) => join(folder, f)).join(', ')}\n`);
  return 0;
}

function startOf({ start, days }: SimulateCommand): number {
  if (start === undefined) return Date.now() - days * DAY_MS;
  const startAt = Date.parse(start);
  if (Number.isNaN(startAt)) throw new AppError('bad_request', `--start "${start}" is not a time; write it as 2026-01-19T09:00:00+09:00.`);
  return startAt;
}

/** `npx yagura simulate`: the days from --start, else those that end now, through the ingest door or into files. Returns the exit code. */
export async function simulateCommand(o: SimulateCommand): Promise<number> {
  const startAt = startOf(o);
  const batches = batchRecords(simulate({ seed: o.seed, endpoints: o.endpoints, days: o.days, startAt, intrusions: o.intrusions, ...(o.rate === undefined ? {} : { recordsPerSecond: o.rate }) }), BATCH_RECORDS);
  const expected = Math.round(o.rate === undefined ? o.endpoints * 420 * o.days : o.rate * 86_400 * o.days);
  try { return await (o.out === undefined ? sendAll(batches, o, expected) : writeAll(batches, o.out)); } catch (thrown) {
    if (thrown instanceof RangeError) throw new AppError('bad_request', `simulate: ${thrown.message}.`, { cause: thrown }); // an option out of its range
    throw thrown;
  }
}
