import type { Level } from '../ui/severity';

const RANKS: Readonly<Record<Level, number>> = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

/** The highest of some levels; `info` when there are none. */
export function highest(levels: readonly Level[]): Level {
  return levels.reduce<Level>((top, level) => (RANKS[level] > RANKS[top] ? level : top), 'info');
}
