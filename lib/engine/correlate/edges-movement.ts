import { remoteToolOf, UNKNOWN } from '../graph/naming';
import { say } from '../graph/sentences';
import { accountKeyOf } from '../normalise/identity';
import { edgeBetween, lastBefore, minutesBetween, nearest, secondsBetween } from './edge';
import { installsOf, startedBy, type Install } from './edges-provenance';
import { atLeast, phasesOf } from './phases';
import { isSystemLogon, logonKeyOf } from './principals';
import { processIdOf } from './processes';
import { CORRELATE_LIMITS } from './settings';
import { baseName, lowerBase } from './text';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

const REMOTE_LOGON_TYPES = new Set([3, 8, 10]);
/** Programs that run what somebody on another machine asked for. */
const REMOTE_HOSTS = new Set(['psexesvc.exe', 'wmiprvse.exe', 'wsmprovhost.exe', 'winrshost.exe', 'mmc.exe', 'paexec.exe', 'winexesvc.exe', 'remcomsvc.exe', 'csexecsvc.exe']);
const REMOTE_KINDS = new Set(['service_install', 'service_change', 'task_create', 'task_change', 'share_access', 'pipe_create', 'pipe_connect', 'wmi_activity', 'remote_session', 'logon']);
/** Ports of remote execution, with the means where the port alone tells it. */
const REMOTE_PORTS: ReadonlyMap<number, string> = new Map([[135, UNKNOWN], [139, 'SMB'], [445, 'SMB'], [3389, 'RDP'], [5985, 'WinRM'], [5986, 'WinRM'], [22, 'SSH']]);
const DESKTOP_LOGON = 10;

/** From what happened on A to what A's session or connection did on B. */
export function movementEdges(world: World): Edge[] {
  const byEndpoint = groupBy(world.items, (item) => item.endpointKey);
  return [...logonEdges(world, byEndpoint), ...connectionEdges(world, byEndpoint), ...accountAcrossEdges(world)];
}

interface Origin { endpointKey: string; address: string; accountName?: string; at: number; logonType?: number }

/** A logon over the network whose source address belongs to another endpoint, and the signals in its session. */
function logonEdges(world: World, byEndpoint: ReadonlyMap<string, readonly Item[]>): Edge[] {
  const installs = groupBy(installsOf(world), (install) => install.endpointKey);
  const edges: Edge[] = [];
  for (const item of world.items) {
    for (const origin of originsOf(world, item, installs.get(item.endpointKey ?? '') ?? [])) {
      const accountKey = origin.accountName === undefined ? undefined : accountKeyOf(origin.accountName);
      const there = byEndpoint.get(origin.endpointKey) ?? [];
      const by = (same: boolean): Item | undefined => nearest(there, origin.at, CORRELATE_LIMITS.movementGapMs, (i) => i !== item && (!same || i.accountKey === accountKey) && (same || atLeast(i, 'medium')));
      const from = by(true) ?? by(false);
      if (from === undefined) continue;
      edges.push(edgeBetween(from, item, 'lateral_movement', `${origin.endpointKey}>${item.endpointKey}`, from.accountKey === accountKey ? 0.85 : 0.65, say('edge_movement_logon', {
        account: origin.accountName ?? '?', source: world.labelOf(origin.endpointKey), host: world.labelOf(item.endpointKey ?? ''), address: origin.address, tool: toolOf(world, item, origin),
      })));
    }
  }
  return edges;
}

function toolOf(world: World, item: Item, { logonType }: Pick<Origin, 'logonType'>): string {
  const told = remoteToolOf(world, item);
  return told === UNKNOWN && logonType === DESKTOP_LOGON ? 'RDP' : told;
}

/**
 * Where the session that a signal ran in came from: its own record, or the logon facts of its session, of the session that installed the service or task which it is
 * about, and of the one which started it.
 */
function originsOf(world: World, item: Item, installs: readonly Install[]): Origin[] {
  const { endpointKey, signal: { activity } } = item;
  if (endpointKey === undefined) return [];
  const found: Origin[] = [];
  const add = (address: string | undefined, accountName: string | undefined, at: number, logonType?: number): void => {
    const source = address === undefined ? undefined : world.endpointAt(address, at);
    if (address === undefined || source === undefined || source === endpointKey) return;
    found.push({ endpointKey: source, address, at, ...(accountName === undefined ? {} : { accountName }), ...(logonType === undefined ? {} : { logonType }) });
  };
  if (REMOTE_KINDS.has(activity.kind) && atLeast(item, 'low')) add(activity.sourceAddress, activity.targetAccountName ?? activity.accountName, item.at, activity.logonType);
  const name = activity.serviceName ?? activity.taskName;
  const own = installs.filter((install) => install.name === name || (Math.abs(install.at - item.at) <= CORRELATE_LIMITS.serviceGapMs && startedBy(world, item, install)));
  for (const logonId of new Set([item.logonId, ...own.map((install) => install.logonId)])) {
    if (logonId === undefined || isSystemLogon(logonId)) continue;
    const logon = world.logons.get(logonKeyOf(endpointKey, logonId))?.find((f) => REMOTE_LOGON_TYPES.has(f.logonType));
    // The session may be hours old; what matters is what A did when B was acted upon.
    if (logon !== undefined) add(logon.sourceAddress, logon.accountName, item.at, logon.logonType);
  }
  return found.slice(0, 2);
}

/** An outbound connection to a remote-execution port of B from a process of A, and a remotely started thing on B right after. */
function connectionEdges(world: World, byEndpoint: ReadonlyMap<string, readonly Item[]>): Edge[] {
  const byProcess = groupBy(world.items, (item) => item.process?.id);
  return world.connections.flatMap((fact) => {
    const b = world.endpointAt(fact.destinationAddress, fact.observedAt);
    if (b === undefined || b === fact.endpointKey || !REMOTE_PORTS.has(fact.destinationPort)) return [];
    const arrived = nearest(byEndpoint.get(b) ?? [], fact.observedAt, CORRELATE_LIMITS.movementClockMs, (i) => i.at >= fact.observedAt - CORRELATE_LIMITS.jitterMs && cameFromOutside(world, i));
    if (arrived === undefined) return [];
    const process = fact.processGuid === undefined ? undefined : processIdOf(fact.endpointKey, fact.processGuid);
    const accountKey = fact.accountName === undefined ? undefined : accountKeyOf(fact.accountName);
    const from = (process === undefined ? undefined : lastBefore(byProcess.get(process), fact.observedAt + CORRELATE_LIMITS.jitterMs))
      ?? nearest(byEndpoint.get(fact.endpointKey) ?? [], fact.observedAt, CORRELATE_LIMITS.movementGapMs, (i) => atLeast(i, 'medium') && (accountKey === undefined || i.accountKey === undefined || i.accountKey === accountKey));
    if (from === undefined) return [];
    return [edgeBetween(from, arrived, 'lateral_movement', `${fact.endpointKey}>${b}`, from.process?.id === process ? 0.8 : 0.6, say('edge_movement_connection', {
      image: baseName(fact.image ?? '?'), source: world.labelOf(fact.endpointKey), host: world.labelOf(b), port: fact.destinationPort, tool: toolByPort(world, arrived, fact.destinationPort), seconds: secondsBetween(fact.observedAt, arrived.at),
    }))];
  });
}

function toolByPort(world: World, arrived: Item, port: number): string {
  const told = remoteToolOf(world, arrived);
  return told === UNKNOWN ? (REMOTE_PORTS.get(port) ?? UNKNOWN) : told;
}

function cameFromOutside(world: World, item: Item): boolean {
  if (REMOTE_KINDS.has(item.signal.activity.kind) || phasesOf(item.signal).includes('lateral_movement')) return true;
  if (item.process === undefined) return false;
  const images = [item.process.image, item.process.parentImage, ...world.processes.ancestorsOf(item.process).flatMap((n) => [n.image, n.parentImage])];
  return images.some((image) => REMOTE_HOSTS.has(lowerBase(image)));
}

/** One account with strong signals on a few endpoints within half an hour. Accounts that are everywhere (service accounts, scanners) join nothing. */
function accountAcrossEdges(world: World): Edge[] {
  const groups = groupBy(world.items.filter((i) => atLeast(i, 'medium')), (i) => (i.endpointKey === undefined ? undefined : i.accountKey));
  return [...groups].flatMap(([account, group]) => {
    const endpoints = new Set(group.map((i) => i.endpointKey));
    if (endpoints.size < 2 || endpoints.size > CORRELATE_LIMITS.accountEndpointsMax || world.isHub('account', account, group[0]?.at ?? 0)) return [];
    return group.slice(1).flatMap((b, i) => {
      const a = group[i];
      if (a === undefined || a.endpointKey === b.endpointKey || b.at - a.at > CORRELATE_LIMITS.movementGapMs) return [];
      return [edgeBetween(a, b, 'lateral_movement', `account|${account}`, 0.5, say('edge_account_across', {
        account: b.accountName ?? account, source: world.labelOf(a.endpointKey ?? ''), host: world.labelOf(b.endpointKey ?? ''), minutes: minutesBetween(a, b),
      }))];
    });
  });
}
