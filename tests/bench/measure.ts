/** The value below which the share `p` (0..1) of all values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? Number.NaN) : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** Wall time of one call, in ms. */
export function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** CPU time of this process during one call, in ms: on a machine that does other things, a better measure of work than the wall clock. */
export function cpuTimed(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

export async function timedAsync(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Collects what nobody holds any more, so that the next measurement does not pay for the last. */
export function collectGarbage(): void {
  globalThis.gc?.();
}

/**
 * Per name, the median of several rounds. A round measures everything once, so that what else the machine does meets all of it alike; the first round
 * warms up and does not count.
 */
export function medianRounds<K extends string>(rounds: number, round: () => Record<K, number>): Record<K, number> {
  round();
  const all = Array.from({ length: rounds }, round);
  const names = Object.keys(all[0] ?? {}) as K[];
  return Object.fromEntries(names.map((name) => [name, median(all.map((each) => each[name]))])) as Record<K, number>;
}
