import { say } from '../graph/sentences';
import { edgeBetween } from './edge';
import { atLeast } from './phases';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

/**
 * Edges between groups that are serious enough for an alert each and go on with the same account on the same endpoint within the window: the same
 * intruder, back with other tools. Weak groups are not offered here, so that noise joins nothing.
 */
export function reunionEdges(world: World, groups: readonly (readonly Item[])[]): Edge[] {
  const members = groups.flatMap((items, group) => items.filter((item) => atLeast(item, 'medium')).map((item) => ({ item, group })));
  members.sort((a, b) => a.item.at - b.item.at || (a.item.signal.key < b.item.signal.key ? -1 : 1));
  const places = groupBy(members, ({ item }) => (item.endpointKey === undefined || item.accountKey === undefined || world.isHub('account', item.accountKey, item.at) ? undefined : `${item.endpointKey}|${item.accountKey}`));
  return [...places.values()].flatMap((place) => place.slice(1).flatMap((b, i) => {
    const a = place[i];
    if (a === undefined || a.group === b.group || b.item.at - a.item.at > world.settings.windowMs) return [];
    const hours = Math.max(1, Math.round((b.item.at - a.item.at) / 3_600_000));
    return [edgeBetween(a.item, b.item, 'shared_entity', `account|${b.item.accountKey}`, 0.35, say('edge_account_again', { account: b.item.accountName ?? '?', host: world.labelOf(b.item.endpointKey ?? ''), hours }))];
  }));
}
