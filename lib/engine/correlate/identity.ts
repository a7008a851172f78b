import { compareText } from './text';
import type { AlertState } from './types';

export interface Identity { id?: string; absorbed: string[] }

/**
 * Which known alert each group of signals continues. An open alert goes where most of its signals are; of several that meet in one group the
 * oldest keeps its id and takes in the others; one that somebody owns goes before those that nobody does. Closed alerts are never continued.
 */
export function identify(groups: readonly { keys: readonly string[]; firstSeen: number }[], alerts: readonly AlertState[]): Identity[] {
  const groupOf = new Map<string, number>();
  groups.forEach((group, index) => group.keys.forEach((key) => groupOf.set(key, index)));
  const claims: AlertState[][] = groups.map(() => []);
  for (const alert of alerts) {
    if (!alert.open) continue;
    const overlap = new Map<number, number>();
    for (const key of alert.signalKeys) {
      const index = groupOf.get(key);
      if (index !== undefined) overlap.set(index, (overlap.get(index) ?? 0) + 1);
    }
    const [winner] = [...overlap].sort(([a, n], [b, m]) => m - n || (groups[a]?.firstSeen ?? 0) - (groups[b]?.firstSeen ?? 0) || a - b);
    if (winner !== undefined) claims[winner[0]]?.push(alert);
  }
  return claims.map((claim) => {
    const [oldest, ...others] = [...claim].sort((a, b) => Number(isOwned(b)) - Number(isOwned(a)) || a.createdSequence - b.createdSequence || compareText(a.id, b.id));
    const absorbed = others.map((alert) => alert.id);
    return oldest === undefined ? { absorbed } : { id: oldest.id, absorbed };
  });
}

function isOwned({ ownerId }: AlertState): boolean {
  return ownerId !== undefined && ownerId !== null;
}
