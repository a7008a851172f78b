import { say } from '../graph/sentences';
import { edgeBetween, minutesBetween, nearest } from './edge';
import { isNetworkItem } from './edges-network';
import { atLeast } from './phases';
import { sensorSubject } from './prevalence';
import { CORRELATE_LIMITS } from './settings';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

/**
 * Findings of other products that name no process: by the endpoint to what happened there within minutes, by the account to what it did elsewhere. What names a
 * far address or domain is tied by that, as every signal is.
 */
export function productEdges(world: World): Edge[] {
  const strong = world.items.filter((item) => atLeast(item, 'medium'));
  const byEndpoint = groupBy(strong, (item) => item.endpointKey), byAccount = groupBy(strong, (item) => item.accountKey);
  return strong.filter((item) => item.signal.activity.kind === 'security_alert' && item.process === undefined && !isNetworkItem(item)).flatMap((item) => [
    ...onEndpoint(world, item, byEndpoint.get(item.endpointKey ?? '') ?? []), ...ofAccount(world, item, byAccount.get(item.accountKey ?? '') ?? []),
  ]);
}

/** The nearest before and the nearest after: of several at one moment each leads to the next. */
function neighbours(group: readonly Item[], item: Item, gapMs: number, accept: (other: Item) => boolean): Item[] {
  const before = nearest(group, item.at, gapMs, (other) => other !== item && other.at <= item.at && accept(other));
  const after = nearest(group, item.at, gapMs, (other) => other.at > item.at && accept(other));
  return [before, after].filter((found) => found !== undefined);
}

/** Two people at work on one endpoint are not one story, and neither is what one product reports of it all day. */
function onEndpoint(world: World, item: Item, there: readonly Item[]): Edge[] {
  const { endpointKey } = item;
  if (endpointKey === undefined) return [];
  const sensor = sensorSubject(item.signal);
  const isOther = (other: Item): boolean => sensorSubject(other.signal) !== sensor && (item.accountKey === undefined || other.accountKey === undefined || other.accountKey === item.accountKey);
  return neighbours(there, item, CORRELATE_LIMITS.networkGapMs, isOther).map((near) => edgeBetween(item, near, 'shared_entity', `endpoint|${endpointKey}`, 0.45, say('edge_product_on_host', { host: world.labelOf(endpointKey), rule: item.signal.ruleTitle, minutes: minutesBetween(item, near) })));
}

/** A finding in the cloud names a person and no endpoint. */
function ofAccount(world: World, item: Item, same: readonly Item[]): Edge[] {
  const { accountKey } = item;
  if (item.endpointKey !== undefined || accountKey === undefined || world.isHub('account', accountKey, item.at)) return [];
  if (new Set(same.map((other) => other.endpointKey)).size > CORRELATE_LIMITS.accountEndpointsMax) return [];
  return neighbours(same, item, CORRELATE_LIMITS.movementGapMs, () => true).map((near) => edgeBetween(item, near, 'shared_entity', `account|${accountKey}`, 0.45, say('edge_product_account', { account: item.accountName ?? accountKey, rule: item.signal.ruleTitle, minutes: minutesBetween(item, near) })));
}
