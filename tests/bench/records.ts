import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { simulate } from '../../lib/simulate/simulate';

const OTRF = '../shared/data/otrf';
/** A Wednesday, ten in the morning in the office. */
const WORKING_HOUR = Date.parse('2026-11-18T01:00:00Z');

export interface SimulatedLines { count: number; seed: number; endpoints?: number; intrusions?: number; messages?: boolean }

/** Endpoint records of a simulated office at work, as its collectors send them. */
export function simulatedLines({ count, seed, endpoints = 200, intrusions = 1, messages = true }: SimulatedLines): string[] {
  const lines: string[] = [];
  // Half as much again as is wanted, since the network's and the gateway's share is left out.
  const batches = simulate({
    seed, endpoints, days: 1 / 24, startAt: WORKING_HOUR, recordsPerSecond: Math.max(1, (count * 1.5) / 3_600), messages,
    intrusions, intrusionsAt: Array.from({ length: intrusions }, () => WORKING_HOUR),
  });
  for (const { source, records } of batches) {
    if (source === 'endpoint') for (const record of records) lines.push(record);
    if (lines.length >= count) break;
  }
  return lines.slice(0, count);
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
