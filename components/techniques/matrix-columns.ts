import type { MatrixCell } from '@/lib/detections/model';
import { TACTICS } from '../record/tactics';

export interface MatrixColumn { tactic: string; cells: readonly MatrixCell[] }

/** Tactics that have a detection, in the order of the matrix; unknown ones last. Techniques by count. */
export function matrixColumns(cells: readonly MatrixCell[]): MatrixColumn[] {
  const known: readonly string[] = TACTICS.map(([id]) => id);
  const rank = (id: string): number => { const at = known.indexOf(id); return at === -1 ? known.length : at; };
  const tactics = [...new Set(cells.map(({ tactic }) => tactic))].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return tactics.map((tactic) => ({ tactic, cells: cells.filter((cell) => cell.tactic === tactic).sort((a, b) => b.count - a.count || (a.technique < b.technique ? -1 : 1)) }));
}

const STEPS = 5;
const STRONGEST_PERCENT = 34;

/** Background of a count, in five steps on a logarithmic scale: one noisy technique must not make all others look alike. Weak enough for text to stand on. */
export function shade(count: number, max: number): string {
  const share = max <= 1 ? 1 : Math.log(count + 1) / Math.log(max + 1);
  const percent = Math.round((Math.max(1, Math.ceil(share * STEPS)) / STEPS) * STRONGEST_PERCENT);
  return `color-mix(in oklab, var(--color-surface-accent-strong) ${percent}%, var(--color-surface))`;
}
