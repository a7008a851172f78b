import type { SimulateOptions, SimulatedBatch } from '../../../lib/simulate/options';
import { simulate } from '../../../lib/simulate/simulate';

/** Monday 12 January 2026, 00:00 in Tokyo. */
export const MONDAY = Date.UTC(2026, 0, 11, 15);

export const SMALL: SimulateOptions = { seed: 11, endpoints: 12, days: 1, startAt: MONDAY, intrusions: 1 };

export type Json = Readonly<Record<string, unknown>>;

export function batchesOf(options: SimulateOptions): SimulatedBatch[] {
  return [...simulate(options)];
}

export function jsonOf(batches: readonly SimulatedBatch[], source: 'endpoint' | 'network'): Json[] {
  return batches.filter((batch) => batch.source === source).flatMap((batch) => batch.records.map(parse));
}

export function linesOf(batches: readonly SimulatedBatch[], source: SimulatedBatch['source']): string[] {
  return batches.filter((batch) => batch.source === source).flatMap((batch) => batch.records);
}

export function parse(line: string): Json {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`not an object: ${line}`);
  return Object.fromEntries(Object.entries(value));
}

export function text(record: Json, field: string): string {
  const value = record[field];
  return typeof value === 'string' ? value : '';
}

/** The value of a CEF extension key that has no spaces in it. */
export function cefValue(line: string, key: string): string {
  return new RegExp(`[ |]${key}=(\\S*)`).exec(line)?.[1] ?? '';
}

const CEF_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Epoch ms of a gateway line's `rt`. */
export function cefTime(line: string): number {
  const parts = /\|rt=(\w{3}) (\d\d) (\d{4}) (\d\d):(\d\d):(\d\d) \+0000 /.exec(line);
  if (parts === null) throw new Error(`no time in ${line}`);
  const [, month = '', day, year, hour, minute, second] = parts;
  return Date.UTC(Number(year), CEF_MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second));
}
