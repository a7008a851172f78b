import type { CorrelationRule, ThresholdOperator } from '../types';
import type { Item } from './groups';

/** What is compared with the thresholds, kept up to date while a window slides over items in order of time. */
export interface Measure {
  add(item: Item): void;
  remove(item: Item): void;
  /** Undefined: there is nothing to compare. `from`: the earliest time that is in the window. */
  value(from: number): number | undefined;
}

const COMPARE: Readonly<Record<ThresholdOperator, (left: number, right: number) => boolean>> = {
  gt: (left, right) => left > right, gte: (left, right) => left >= right, lt: (left, right) => left < right,
  lte: (left, right) => left <= right, eq: (left, right) => left === right, neq: (left, right) => left !== right,
};

export type Meets = (value: number) => boolean;

/** All thresholds hold. Temporal correlations without any ask for every rule. */
export function meetsOf({ thresholds, rules }: CorrelationRule): Meets {
  if (thresholds.length === 0) return (value) => value >= new Set(rules).size;
  return (value) => thresholds.every(({ operator, value: limit }) => COMPARE[operator](value, limit));
}

/** Whether more items never make a condition false that held: such a condition may be judged at every event. */
export function onlyGrows({ type, thresholds }: CorrelationRule): boolean {
  return type !== 'value_avg' && type !== 'value_percentile' && thresholds.every(({ operator }) => operator === 'gt' || operator === 'gte');
}

export function measureOf(rule: CorrelationRule, meets: Meets): Measure {
  switch (rule.type) {
    case 'event_count': return countItems();
    case 'value_count': return countDistinct((item) => item.values);
    case 'temporal': return countDistinct((item) => item.parts);
    case 'temporal_ordered': return longestOrder(new Set(rule.rules).size);
    case 'value_sum': return sum((total) => total);
    case 'value_avg': return sum((total, count) => total / count);
    case 'value_percentile': return rule.percentile === undefined ? valueShare(meets) : percentile(rule.percentile);
  }
}

function countItems(): Measure {
  let count = 0;
  return { add: () => void count++, remove: () => void count--, value: () => count };
}

class Counts<T> {
  readonly of = new Map<T, number>();
  total = 0;

  change(values: readonly T[], by: 1 | -1): void {
    for (const value of values) {
      const count = (this.of.get(value) ?? 0) + by;
      if (count === 0) this.of.delete(value);
      else this.of.set(value, count);
      this.total += by;
    }
  }
}

function countDistinct<T>(valuesOf: (item: Item) => readonly T[]): Measure {
  const counts = new Counts<T>();
  return { add: (item) => counts.change(valuesOf(item), 1), remove: (item) => counts.change(valuesOf(item), -1), value: () => counts.of.size };
}

/**
 * The most rules seen in the order in which they are listed; at equal times any order is taken. For each length and last rule, the latest possible begin
 * of such a sequence is kept: the window holds it when it begins in time.
 */
function longestOrder(parts: number): Measure {
  const begins = Array.from({ length: parts }, () => new Float64Array(parts).fill(Number.NEGATIVE_INFINITY));
  return {
    add: ({ at, parts: seen }) => {
      for (const part of seen) {
        for (let length = part; length >= 1; length--) {
          const before = begins[length - 1], here = begins[length];
          if (!before || !here) continue;
          for (let last = 0; last < part; last++) here[part] = Math.max(here[part] ?? 0, before[last] ?? 0);
        }
        const first = begins[0];
        if (first) first[part] = at;
      }
    },
    remove: () => undefined,
    value: (from) => begins.findLastIndex((ends) => ends.some((begin) => begin >= from)) + 1,
  };
}

const numbersOf = ({ values }: Item): number[] => values.filter((value) => value.trim() !== '').map(Number).filter(Number.isFinite);

function sum(result: (total: number, count: number) => number): Measure {
  let total = 0, count = 0;
  return {
    add: (item) => { for (const number of numbersOf(item)) { total += number; count++; } },
    remove: (item) => {
      for (const number of numbersOf(item)) { total -= number; count--; }
      // Rounding must not outlive the numbers that it came from.
      if (count === 0) total = 0;
    },
    value: () => (count === 0 ? undefined : result(total, count)),
  };
}

/** Nearest rank: the smallest number that at least this share of all numbers does not exceed. */
function percentile(percent: number): Measure {
  const sorted: number[] = [];
  const placeOf = (number: number): number => {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (item) => { for (const number of numbersOf(item)) sorted.splice(placeOf(number), 0, number); },
    remove: (item) => { for (const number of numbersOf(item)) sorted.splice(placeOf(number), 1); },
    value: () => sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)],
  };
}

/** The share in per cent of the rarest value that meets the thresholds. */
function valueShare(meets: Meets): Measure {
  const counts = new Counts<string>();
  return {
    add: ({ values }) => counts.change(values, 1),
    remove: ({ values }) => counts.change(values, -1),
    value: () => {
      let rarest: number | undefined;
      for (const count of new Set(counts.of.values())) {
        const share = (100 * count) / counts.total;
        if (meets(share) && (rarest === undefined || share < rarest)) rarest = share;
      }
      return rarest;
    },
  };
}
