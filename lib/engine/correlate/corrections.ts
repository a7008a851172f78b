import { say } from '../graph/sentences';
import type { Corrections, Edge } from './types';
import type { World } from './world';

const OPPOSITE: Readonly<Record<string, string>> = { a: 'b', b: 'a' };

/** On which side of which partings a signal stands: `12:a` is one side of the twelfth, `12:b` the other. */
export function sidesOf(corrections: Corrections | undefined): Map<string, string[]> {
  const sides = new Map<string, string[]>();
  for (const { id, keys, from } of corrections?.apart ?? []) {
    for (const key of keys) sides.set(key, [...(sides.get(key) ?? []), `${id}:a`]);
    for (const key of from) sides.set(key, [...(sides.get(key) ?? []), `${id}:b`]);
  }
  return sides;
}

/** Whether two parts stand on opposite sides of something that an analyst parted. */
export function areParted(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const side of small) {
    const [id, letter = ''] = side.split(':');
    if (large.has(`${id}:${OPPOSITE[letter] ?? ''}`)) return true;
  }
  return false;
}

/** Whether an analyst took one of these signals out of another alert: that is an alert, however weak it is. */
export function isSplitOut(keys: readonly string[], corrections: Corrections | undefined): boolean {
  if (corrections === undefined || corrections.apart.length === 0) return false;
  const group = new Set(keys);
  return corrections.apart.some((parting) => parting.keys.some((key) => group.has(key)));
}

/** The edges without those on entities that never join, and with one for each decision that things belong together. */
export function correctedEdges(edges: readonly Edge[], world: World, corrections: Corrections | undefined): readonly Edge[] {
  if (corrections === undefined) return edges;
  const never = new Set(corrections.neverJoin);
  const kept = never.size === 0 ? edges : edges.filter(({ entity }) => !never.has(entity));
  const decided = corrections.together.flatMap(({ keys, by, at }): Edge[] => {
    const [first, ...rest] = keys.filter((key) => world.itemOf.has(key)).sort();
    return first === undefined ? [] : rest.map((to) => ({
      from: first, to, kind: 'analyst', entity: `analyst|${by}`, firstAt: world.itemOf.get(first)?.at ?? at, lastAt: world.itemOf.get(to)?.at ?? at, confidence: 1, reason: say('edge_analyst', { name: by }),
    }));
  });
  return [...kept, ...decided];
}
