import type { Item } from './world';
import type { Edge, EdgeKind, Sentence } from './types';

/** An edge in a fixed direction: from the earlier signal to the later one. */
export function edgeBetween(a: Item, b: Item, kind: EdgeKind, entity: string, confidence: number, reason: Sentence): Edge {
  const [from, to] = a.at < b.at || (a.at === b.at && a.signal.key < b.signal.key) ? [a, b] : [b, a];
  return { from: from.signal.key, to: to.signal.key, kind, entity, firstAt: from.at, lastAt: to.at, confidence, reason };
}

/** Consecutive members of a group that is sorted by time, as far as they lie within `gapMs`: n − 1 edges tie n signals. */
export function chain(group: readonly Item[], gapMs: number, edge: (a: Item, b: Item) => Edge): Edge[] {
  const edges: Edge[] = [];
  for (let i = 1; i < group.length; i++) {
    const a = group[i - 1], b = group[i];
    if (a !== undefined && b !== undefined && b.at - a.at <= gapMs) edges.push(edge(a, b));
  }
  return edges;
}

/** The member nearest in time to `at`, among those accepted; earlier wins a tie. Members are sorted by time. */
export function nearest(group: readonly Item[], at: number, gapMs: number, accept: (item: Item) => boolean): Item | undefined {
  let best: Item | undefined;
  for (let i = firstFrom(group, at - gapMs); i < group.length; i++) {
    const item = group[i];
    if (item === undefined || item.at > at + gapMs) break;
    if (accept(item) && (best === undefined || Math.abs(item.at - at) < Math.abs(best.at - at))) best = item;
  }
  return best;
}

/** The latest member not after `at`, other than `self`. Members are sorted by time. */
export function lastBefore(group: readonly Item[] | undefined, at: number, self?: Item): Item | undefined {
  if (group === undefined) return undefined;
  const end = firstFrom(group, at + 1);
  const last = group[end - 1];
  return last === self ? group[end - 2] : last;
}

function firstFrom(group: readonly Item[], at: number): number {
  let low = 0, high = group.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((group[middle]?.at ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function minutesBetween(a: Item, b: Item): number {
  return Math.round(Math.abs(a.at - b.at) / 60_000);
}

export function secondsBetween(a: number, b: number): number {
  return Math.round(Math.abs(a - b) / 1_000);
}
