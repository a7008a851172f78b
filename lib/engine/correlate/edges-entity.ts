import type { Sentence } from './types';
import { say } from '../graph/sentences';
import { chain, edgeBetween } from './edge';
import { farEndsOf } from './edges-network';
import { isEverywhere } from './endpoint-names';
import { atLeast } from './phases';
import { CORRELATE_LIMITS } from './settings';
import { baseName, clip } from './text';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

interface Shared { kind: string; key: string; confidence: number; reason: Sentence }

/**
 * Signals that share a rare value: a file's hash, a far address or domain, a long command line. Values that are everywhere, that a tenant has
 * learnt to be hubs, or that belong to its own endpoints join nothing.
 */
export function entityEdges(world: World): Edge[] {
  const byEntity = groupBy(
    world.items.flatMap((item) => sharedOf(world, item).map((shared) => ({ item, shared }))),
    ({ shared }) => `${shared.kind}|${shared.key}`,
  );
  return [...byEntity].flatMap(([entity, members]) => {
    const endpoints = new Set(members.map(({ item }) => item.endpointKey));
    const shared = members[0]?.shared;
    if (shared === undefined || endpoints.size > CORRELATE_LIMITS.entityEndpointsMax || world.isHub(shared.kind, shared.key, members[0]?.item.at ?? 0)) return [];
    return chain(members.map(({ item }) => item), world.settings.windowMs, (a, b) => edgeBetween(a, b, 'shared_entity', entity, shared.confidence, shared.reason));
  });
}

function sharedOf(world: World, item: Item): Shared[] {
  const { activity } = item.signal;
  const shared: Shared[] = [];
  const hash = activity.fileSha256 ?? (isOwnProgram(activity.processImage) ? activity.processSha256 : undefined);
  if (hash !== undefined && atLeast(item, 'low')) {
    const file = baseName(activity.filePath ?? activity.processImage ?? '?');
    shared.push({ kind: 'sha256', key: hash.toLowerCase(), confidence: 0.7, reason: say('edge_shared_hash', { file, hash }) });
  }
  const command = activity.processCommandLine ?? '';
  if (command.length >= 60 && activity.kind === 'process_start' && atLeast(item, 'medium')) {
    shared.push({ kind: 'command', key: command.slice(0, 400).toLowerCase(), confidence: 0.55, reason: say('edge_shared_command', { command: clip(command, 200) }) });
  }
  return [...shared, ...sharedEnds(world, item), ...sharedProgram(world, item)];
}

/** Far ends join strong signals anywhere, weak ones on one endpoint only. */
function sharedEnds(world: World, item: Item): Shared[] {
  if (!atLeast(item, 'low')) return [];
  return farEndsOf(item).filter((end) => !isEverywhere(end) && !world.isEndpoint(end) && end !== item.endpointKey).flatMap((end) => {
    const isDomain = end === item.signal.activity.destinationDomain?.toLowerCase();
    const kind = isDomain ? 'domain' : 'address';
    const reason = isDomain ? say('edge_shared_domain', { domain: end }) : say('edge_shared_address', { address: end });
    const here = { kind, key: `${item.endpointKey}|${end}`, confidence: 0.55, reason };
    return atLeast(item, 'medium') ? [{ kind, key: end, confidence: 0.6, reason }, here] : [here];
  });
}

/** A program that is no part of the system or an installed product, seen again on its endpoint: the same one, also after a restart. */
function sharedProgram(world: World, item: Item): Shared[] {
  if (!atLeast(item, 'low') || item.endpointKey === undefined || item.process === undefined) return [];
  const programs = [item.process, ...world.processes.ancestorsOf(item.process)].map((node) => node.image).filter((image) => image !== undefined && isOwnProgram(image));
  return [...new Set(programs)].flatMap((image) => (image === undefined ? [] : [{
    kind: 'program', key: `${item.endpointKey}|${image.toLowerCase()}`, confidence: 0.5, reason: say('edge_shared_program', { image: baseName(image), host: world.labelOf(item.endpointKey ?? '') }),
  }]));
}

/** Programs of the operating system run everywhere: their hash says nothing. */
function isOwnProgram(image: string | undefined): boolean {
  return image !== undefined && !/^[a-z]:\\(windows|program files)/i.test(image) && !/^\/(usr|bin|sbin|lib)/.test(image);
}

/** Different rules on one activity: they saw the same thing. */
export function sameActivityEdges(world: World): Edge[] {
  const groups = groupBy(world.items, (item) => item.signal.detectionUuids[0]);
  return [...groups].flatMap(([uuid, group]) => chain(group, 0, (a, b) => edgeBetween(a, b, 'same_artefact', uuid, 0.99, say('edge_same_artefact', {
    host: world.labelOf(b.endpointKey ?? ''), rule: b.signal.ruleTitle,
  }))));
}
