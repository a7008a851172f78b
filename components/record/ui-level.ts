import type { Level } from '@/lib/engine/sigma/types';
import type { Level as UiLevel } from '../ui/severity';

/** Rules say `informational` where the severity scale says `info`. */
export function uiLevel(level: Level): UiLevel {
  return level === 'informational' ? 'info' : level;
}
