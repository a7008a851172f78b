import type { CorrelationRule } from '../types';
import type { Item } from './groups';
import { measureOf, meetsOf, onlyGrows } from './measures';

const DAY_MS = 86_400_000;

export const dayOf = (at: number): number => Math.floor(at / DAY_MS) * DAY_MS;

/** A correlation held at item `to`, over the items from `from`. */
export interface Moment { from: number; to: number; at: number; value: number }

/** Moments of one day whose windows share items, as one. */
export interface Stretch { from: number; to: number; day: number; heldAt: number; value: number }

/** Slides the timespan over the items of one group, which are in order of time. */
export function slide(rule: CorrelationRule, items: readonly Item[]): { moments: Moment[]; stretches: Stretch[] } {
  const meets = meetsOf(rule);
  const measure = measureOf(rule, meets);
  const grows = onlyGrows(rule);
  const spanMs = rule.timespanSeconds * 1000;
  const moments: Moment[] = [];
  let from = 0;
  for (const [to, item] of items.entries()) {
    for (let first = items[from]; first && item.at - first.at > spanMs; first = items[++from]) measure.remove(first);
    measure.add(item);
    const next = items[to + 1];
    const isLast = next === undefined || next.at - (items[from]?.at ?? 0) > spanMs;
    if (!grows && !isLast) continue;
    const value = measure.value(item.at - spanMs);
    if (value !== undefined && meets(value)) moments.push({ from, to, at: item.at, value });
  }
  return { moments, stretches: joined(moments, grows) };
}

/** By the day on which the condition holds, not on which its first event lies: further events then only ever add days. */
function joined(moments: readonly Moment[], grows: boolean): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, to, at, value } of moments) {
    const last = stretches.at(-1);
    const day = dayOf(at);
    if (last && last.day === day && from <= last.to) {
      last.to = to;
      last.value = grows ? Math.max(last.value, value) : value;
    } else stretches.push({ from, to, day, heldAt: at, value });
  }
  return stretches;
}
