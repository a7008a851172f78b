import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { simulate } from '../../lib/simulate/simulate';

const OTRF = '../shared/data/otrf';
/** A Wednesday, ten in the morning in the office. */
const WORKING_HOUR = Date.parse('2026-11-18T01:00:00Z');
/** The simulated time begins with all machines starting at once; that is over by then, and left out. */
const SETTLED_MS = 15 * 60_000;
const SPAN_MS = 3_600_000;
/** What a machine writes while it starts, per second until all is settled: below that rate there would be nothing but starts. */
const STARTING_RECORDS_PER_SECOND = 0.25;

export interface SimulatedLines { count: number; seed: number; endpoints?: number; intrusions?: number; messages?: boolean }

/** Endpoint records of a simulated office at work, as its collectors send them; what they are made of and why stands at the weights in `lib/simulate/life/ambient.ts`. */
export function simulatedLines({ count, seed, endpoints = 200, intrusions = 1, messages = true }: SimulatedLines): string[] {
  const lines: string[] = [];
  const from = WORKING_HOUR + SETTLED_MS;
  // Half as much again as is wanted, since the network's and the gateway's share is left out.
  const batches = simulate({
    seed, endpoints, days: (SETTLED_MS + SPAN_MS) / 86_400_000, startAt: WORKING_HOUR, recordsPerSecond: Math.max(endpoints * STARTING_RECORDS_PER_SECOND, (count * 2_000) / SPAN_MS), messages,
    intrusions, intrusionsAt: Array.from({ length: intrusions }, () => from),
  });
  for (const { source, records, at } of batches) {
    if (source === 'endpoint' && at >= from) for (const record of records) lines.push(record);
    if (lines.length >= count) break;
  }
  return lines.slice(0, count);
}

/** Share of each kind of Windows record, the most frequent first: what a rate was measured on. */
export function mixOf(lines: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const id = /"EventID":"?(\d+)/.exec(line)?.[1] ?? 'none';
    const kind = line.includes('Microsoft-Windows-Sysmon') ? `Sysmon ${id}` : 'other logs';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind, count]) => `${kind} ${((100 * count) / lines.length).toFixed(1)} %`).join(', ');
}

/** Recordings of real attacks that may lie beside the project; undefined when they do not. */
export function recordings(root: string): string[] | undefined {
  const folder = join(root, OTRF);
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder).filter((name) => name.includes('.jsonl')).sort().map((name) => join(folder, name));
}

/** The first records of a recording, one a line. */
export function recordingLines(file: string, max: number): string[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\ufeff/, '');
  return text.split('\n').filter((line) => line.startsWith('{')).slice(0, max);
}

export const bodyOf = (lines: readonly string[]): Buffer<ArrayBuffer> => Buffer.from(`${lines.join('\n')}\n`);
