import { say } from '../graph/sentences';
import { edgeBetween, minutesBetween, nearest } from './edge';
import { atLeast } from './phases';
import { CORRELATE_LIMITS } from './settings';
import { baseName } from './text';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

const NETWORK_FAMILIES = new Set(['zeek', 'suricata', 'deep-discovery', 'web-gateway', 'proxy']);

export function isNetworkItem(item: Item): boolean {
  return NETWORK_FAMILIES.has(item.signal.activity.family);
}

/** What the far end of an activity is called: address and domain. */
export function farEndsOf(item: Item): string[] {
  const { destinationAddress, destinationDomain, sourceAddress, endpointAddress, kind } = item.signal.activity;
  // A finding may be about who came in: then its source is the far end.
  const came = kind === 'security_alert' && sourceAddress !== endpointAddress ? sourceAddress : undefined;
  return [destinationAddress, destinationDomain?.toLowerCase(), came].filter((x): x is string => x !== undefined);
}

/** Both ends and the port that the endpoint used: the sensor saw what the process did. */
function isSameConnection(a: Item, b: Item): boolean {
  const x = a.signal.activity, y = b.signal.activity;
  return x.sourcePort !== undefined && x.sourcePort === y.sourcePort && x.destinationAddress !== undefined && x.destinationAddress === y.destinationAddress && x.destinationPort === y.destinationPort;
}

/**
 * A sensor's or gateway's record and the endpoint whose address it names: to the signal about the same far end if there is one, else to the nearest
 * strong one. A weak network signal alone joins nothing.
 */
export function networkEdges(world: World): Edge[] {
  const hosts = groupBy(world.items.filter((item) => !isNetworkItem(item)), (item) => item.endpointKey);
  return world.items.filter(isNetworkItem).flatMap((item) => {
    const group = item.endpointKey === undefined ? undefined : hosts.get(item.endpointKey);
    if (group === undefined) return [];
    const ends = new Set(farEndsOf(item));
    const host = world.labelOf(item.endpointKey ?? '');
    const exact = nearest(group, item.at, CORRELATE_LIMITS.movementClockMs, (other) => other.process !== undefined && isSameConnection(item, other));
    if (exact !== undefined) {
      const { sourcePort = 0, destinationAddress: address = '?' } = item.signal.activity;
      return [edgeBetween(item, exact, 'network_tie', `${address}:${sourcePort}`, 0.95, say('edge_network_process', { host, image: baseName(exact.process?.image ?? '?'), address, port: sourcePort }))];
    }
    const same = nearest(group, item.at, CORRELATE_LIMITS.accountGapMs, (other) => farEndsOf(other).some((end) => ends.has(end)));
    if (same !== undefined) {
      const target = farEndsOf(same).find((end) => ends.has(end)) ?? '';
      return [edgeBetween(item, same, 'network_tie', target, 0.85, say('edge_network_target', { host, target }))];
    }
    const near = nearest(group, item.at, CORRELATE_LIMITS.networkGapMs, (other) => atLeast(other, 'medium'));
    if (near === undefined || !atLeast(item, 'low')) return [];
    const address = item.signal.activity.sourceAddress ?? item.signal.activity.endpointAddress ?? '?';
    return [edgeBetween(item, near, 'network_tie', address, 0.5, say('edge_network_tie', { host, address, minutes: minutesBetween(item, near) }))];
  });
}
