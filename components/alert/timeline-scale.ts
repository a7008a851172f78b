export interface TimeTick { at: number; position: number; end: boolean }
export interface TimeBreak { position: number; width: number; ms: number }
export interface TimeScale { place: (at: number) => number; ticks: readonly TimeTick[]; breaks: readonly TimeBreak[] }

const QUIET_MS_MIN = 15 * 60_000, QUIET_SHARE = 0.25, BREAK_WIDTH = 0.05, BURST_WIDTH_MIN = 0.12, BURST_MS_MIN = 60_000, LABEL_WIDTH = 0.2;

interface Burst { from: number; to: number; start: number; width: number }

/** Times to places from 0 to 1. Long silences are cut to a short break that says how long it was, so that bursts hours apart can both be read. */
export function timeScale(times: readonly number[]): TimeScale {
  const bursts = burstsOf([...times].sort((a, b) => a - b));
  const breaksWidth = BREAK_WIDTH * (bursts.length - 1), least = Math.min(BURST_WIDTH_MIN, (1 - breaksWidth) / bursts.length);
  const length = (burst: Burst): number => Math.max(BURST_MS_MIN, burst.to - burst.from);
  const all = bursts.reduce((sum, burst) => sum + length(burst), 0);
  const spare = Math.max(0, 1 - breaksWidth - least * bursts.length);
  let start = 0;
  for (const burst of bursts) {
    burst.start = start;
    burst.width = least + (spare * length(burst)) / all;
    start += burst.width + BREAK_WIDTH;
  }
  const place = (at: number): number => {
    const index = Math.max(0, bursts.findLastIndex((burst) => burst.from <= at));
    const burst = bursts[index];
    if (burst === undefined) return 0.5;
    const span = burst.to - burst.from;
    return burst.start + (span === 0 ? 0.5 : Math.min(1, Math.max(0, (at - burst.from) / span))) * burst.width;
  };
  const ticks = bursts.flatMap(({ from, to, start: at, width }): TimeTick[] => (width < LABEL_WIDTH || from === to ? [{ at: from, position: at, end: false }] : [{ at: from, position: at, end: false }, { at: to, position: at + width, end: true }]));
  const breaks = bursts.slice(1).map((burst, index): TimeBreak => ({ position: burst.start - BREAK_WIDTH, width: BREAK_WIDTH, ms: burst.from - (bursts[index]?.to ?? burst.from) }));
  return { place, ticks, breaks };
}

function burstsOf(times: readonly number[]): Burst[] {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const quiet = Math.max(QUIET_MS_MIN, span * QUIET_SHARE);
  const bursts: Burst[] = [];
  for (const at of times) {
    const last = bursts.at(-1);
    if (last === undefined || at - last.to > quiet) bursts.push({ from: at, to: at, start: 0, width: 0 });
    else last.to = at;
  }
  return bursts;
}

/** Things that would lie on each other become one mark; the order of time stays. */
export function clusterBy<T>(items: readonly T[], place: (item: T) => number, nearest: number): { position: number; items: T[] }[] {
  const clusters: { position: number; items: T[] }[] = [];
  for (const item of [...items].sort((a, b) => place(a) - place(b))) {
    const at = place(item), last = clusters.at(-1);
    if (last !== undefined && at - last.position < nearest) last.items.push(item);
    else clusters.push({ position: at, items: [item] });
  }
  return clusters;
}
