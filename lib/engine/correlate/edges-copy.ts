import { say } from '../graph/sentences';
import { edgeBetween, nearest, secondsBetween } from './edge';
import { CORRELATE_LIMITS } from './settings';
import { baseName } from './text';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

interface Copy { item: Item; /** Where it came from and where it went. */ source: string; target: string; /** Path below the share, lower case. */ path: string }

/** A file that came to B over a share, as B or a network sensor recorded it, and the process on B that was started from it. */
export function copyEdges(world: World): Edge[] {
  const byEndpoint = groupBy(world.items.filter((item) => item.process !== undefined), (item) => item.endpointKey);
  return world.items.flatMap((item) => {
    const copy = copyOf(world, item);
    if (copy === undefined) return [];
    const ran = nearest(byEndpoint.get(copy.target) ?? [], item.at, CORRELATE_LIMITS.accountGapMs, (other) => other !== item && other.at >= item.at - CORRELATE_LIMITS.jitterMs && runsFrom(world, other, copy.path));
    if (ran === undefined) return [];
    return [edgeBetween(item, ran, 'wrote_then_ran', `${copy.source}>${copy.target}`, 0.85, say('edge_copied_then_ran', {
      file: baseName(item.signal.activity.filePath ?? ''), source: world.labelOf(copy.source), host: world.labelOf(copy.target), seconds: secondsBetween(item.at, ran.at),
    }))];
  });
}

function copyOf(world: World, item: Item): Copy | undefined {
  const { kind, filePath, sourceAddress, destinationAddress } = item.signal.activity;
  if ((kind !== 'share_access' && kind !== 'file_transfer') || filePath === undefined || sourceAddress === undefined) return undefined;
  const source = world.endpointAt(sourceAddress, item.at);
  // A sensor names both ends; the endpoint that was written to names the other one only.
  const target = destinationAddress === undefined ? item.endpointKey : world.endpointAt(destinationAddress, item.at);
  const path = filePath.toLowerCase().replaceAll('/', '\\').replace(/^\\+/, '');
  return source === undefined || target === undefined || source === target || !/\.[a-z0-9]{1,5}$/.test(path) ? undefined : { item, source, target, path };
}

function runsFrom(world: World, item: Item, path: string): boolean {
  if (item.process === undefined) return false;
  return [item.process, ...world.processes.ancestorsOf(item.process)].some((node) => node.image?.toLowerCase().endsWith(`\\${path}`) === true);
}
