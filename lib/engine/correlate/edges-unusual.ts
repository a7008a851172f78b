import { say } from '../graph/sentences';
import { chain, edgeBetween, minutesBetween, secondsBetween } from './edge';
import { atLeast, phasesOf } from './phases';
import { isRare, isUnusualHere } from './ordinary';
import { CORRELATE_LIMITS } from './settings';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

/** Nothing in the record names a process or a person: what it belongs to can only be told by place, time and rarity. */
function isBare(item: Item): boolean {
  return item.process === undefined && item.accountKey === undefined && item.endpointKey !== undefined && atLeast(item, 'low');
}

/**
 * Findings of products that name nothing but an endpoint: those that are unusual there join within the hour. Ordinary life is kept out because it is what was
 * learnt; until a kind of sensor has been watched for some days, nothing is joined by this.
 */
export function unusualEdges(world: World): Edge[] {
  const groups = groupBy(world.items.filter((item) => isBare(item) && (isRare(item.ordinary) || isUnusualHere(item.ordinary))), (item) => item.endpointKey);
  return [...groups].flatMap(([endpoint, group]) => chain(group, CORRELATE_LIMITS.accountGapMs, (a, b) => edgeBetween(a, b, 'shared_entity', `endpoint|${endpoint}`, 0.35, say('edge_unusual_on_host', {
    host: world.labelOf(endpoint), minutes: minutesBetween(a, b), days: Math.min(a.ordinary.watched, b.ordinary.watched),
  }))));
}

/** Rare signs of somebody looking around, on several endpoints within moments: one sweep. */
export function sweepEdges(world: World): Edge[] {
  const signs = world.items.filter((item) => item.endpointKey !== undefined && isRare(item.ordinary) && phasesOf(item.signal).includes('discovery') && item.process === undefined);
  return chain(signs, CORRELATE_LIMITS.sweepGapMs, (a, b) => edgeBetween(a, b, 'shared_entity', 'sweep', 0.3, say('edge_sweep', {
    source: world.labelOf(a.endpointKey ?? ''), host: world.labelOf(b.endpointKey ?? ''), seconds: secondsBetween(a.at, b.at), days: Math.min(a.ordinary.watched, b.ordinary.watched),
  }))).filter((edge) => world.itemOf.get(edge.from)?.endpointKey !== world.itemOf.get(edge.to)?.endpointKey);
}
