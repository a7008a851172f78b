import type { Level as RuleLevel } from '@/lib/engine/sigma/types';
import type { Level } from '../ui/severity';

const RANKS: Readonly<Record<Level, number>> = { info: 0, low: 1, medium: 2, high: 3, critical: 4 };

/** A rule's level on the scale that the console shows. */
export function uiLevel(level: RuleLevel): Level {
  return level === 'informational' ? 'info' : level;
}

/** The highest of some levels; `info` when there are none. */
export function highest(levels: readonly Level[]): Level {
  return levels.reduce<Level>((top, level) => (RANKS[level] > RANKS[top] ? level : top), 'info');
}
