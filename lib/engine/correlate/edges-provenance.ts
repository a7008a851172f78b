import { say } from '../graph/sentences';
import { edgeBetween, lastBefore, nearest, secondsBetween } from './edge';
import { isSystemLogon } from './principals';
import { CORRELATE_LIMITS } from './settings';
import { baseName, lowerBase } from './text';
import type { Edge } from './types';
import { groupBy, writerProcess, writersOf, type Item, type World } from './world';

/** A file that one process wrote and another was started from, also when the writing itself raised no detection. */
export function wroteThenRanEdges(world: World): Edge[] {
  const byProcess = groupBy(world.items, (item) => item.process?.id);
  const writes = groupBy(world.items, (item) => {
    const { activity } = item.signal;
    return activity.kind === 'file_create' || activity.kind === 'file_rename' ? pathKey(item, activity.filePath) : undefined;
  });
  const edges: Edge[] = [];
  for (const item of world.items) {
    const { process } = item;
    if (process === undefined) continue;
    for (const node of [process, ...world.processes.ancestorsOf(process)]) {
      if (node.image === undefined) continue;
      const written = lastBefore(writes.get(`${node.endpointKey}|${node.image.toLowerCase()}`), item.at, item);
      if (written !== undefined) edges.push(wroteEdge(world, written, item, node.image));
      const writer = writersOf(world, node).map((fact) => writerProcess(world, fact)).findLast((found) => found !== undefined && found.id !== node.id);
      const byWriter = writer === undefined ? undefined : lastBefore(byProcess.get(writer.id), item.at, item);
      if (byWriter !== undefined) edges.push(wroteEdge(world, byWriter, item, node.image));
    }
    edges.push(...loadedEdges(world, item, writes));
  }
  return edges.filter((edge) => edge.lastAt - edge.firstAt <= world.settings.windowMs);
}

/** A library or script that was written and is now loaded, or named on a command line. */
function loadedEdges(world: World, item: Item, writes: ReadonlyMap<string, readonly Item[]>): Edge[] {
  const { activity } = item.signal;
  if (activity.kind === 'image_load' || activity.kind === 'driver_load') {
    const written = lastBefore(writes.get(pathKey(item, activity.filePath) ?? ''), item.at, item);
    return written === undefined ? [] : [wroteEdge(world, written, item, activity.filePath ?? '')];
  }
  if (activity.kind !== 'process_start' || activity.processCommandLine === undefined) return [];
  const named = activity.processCommandLine.slice(0, 4_000).toLowerCase().match(/[a-z]:\\[^"|<>*?]{1,240}?\.(?:exe|dll|ps1|bat|cmd|vbs|js|hta|msi|sct)\b/g) ?? [];
  return named.slice(0, 8).flatMap((path) => {
    const written = lastBefore(writes.get(`${item.endpointKey}|${path}`), item.at, item);
    return written === undefined ? [] : [wroteEdge(world, written, item, path)];
  });
}

function pathKey(item: Item, path: string | undefined): string | undefined {
  return path === undefined || item.endpointKey === undefined ? undefined : `${item.endpointKey}|${path.toLowerCase()}`;
}

function wroteEdge(world: World, written: Item, ran: Item, path: string): Edge {
  return edgeBetween(written, ran, 'wrote_then_ran', path, 0.85, say('edge_wrote_then_ran', {
    image: baseName(written.signal.activity.processImage ?? '?'), file: path, host: world.labelOf(ran.endpointKey ?? ''), seconds: secondsBetween(written.at, ran.at),
  }));
}

export interface Install { endpointKey: string; name: string; command: string; at: number; logonId?: string }

/** An installed service or task and the process that it started; several records of one installation; the session that installed it. */
export function serviceEdges(world: World): Edge[] {
  const byEndpoint = groupBy(world.items, (item) => item.endpointKey);
  const bySession = groupBy(world.items, (item) => (item.endpointKey === undefined || item.logonId === undefined ? undefined : `${item.endpointKey}|${item.logonId.toLowerCase()}`));
  return installsOf(world).flatMap((install) => {
    const items = byEndpoint.get(install.endpointKey) ?? [];
    const { serviceGapMs } = CORRELATE_LIMITS;
    const own = nearest(items, install.at, serviceGapMs, (i) => isInstall(i) && sameName(i, install));
    const started = nearest(items, install.at, serviceGapMs, (i) => !isInstall(i) && startedBy(world, i, install));
    const session = install.logonId === undefined || isSystemLogon(install.logonId) ? undefined : nearest(bySession.get(`${install.endpointKey}|${install.logonId.toLowerCase()}`) ?? [], install.at, CORRELATE_LIMITS.sessionGapMs, (i) => i !== own);
    const edges: Edge[] = [];
    const host = world.labelOf(install.endpointKey);
    if (own !== undefined && started !== undefined) edges.push(edgeBetween(own, started, 'service_started', install.name, 0.9, say('edge_service_started', { service: install.name, image: imageOf(started), host })));
    const other = nearest(items, install.at, serviceGapMs, (i) => i !== own && isInstall(i) && sameName(i, install));
    if (own !== undefined && other !== undefined) edges.push(edgeBetween(own, other, 'service_started', install.name, 0.9, say('edge_service_same', { service: install.name, host })));
    for (const end of [own, started]) {
      if (end !== undefined && session !== undefined && end !== session) edges.push(edgeBetween(end, session, 'service_started', install.name, 0.8, say('edge_service_started', { service: install.name, image: imageOf(session), host })));
    }
    return edges;
  });
}

export function installsOf(world: World): Install[] {
  const fromFacts = world.services.map((f): Install => ({ endpointKey: f.endpointKey, name: f.name, command: f.command, at: f.observedAt, ...(f.logonId === undefined ? {} : { logonId: f.logonId }) }));
  const fromItems = world.items.filter(isInstall).flatMap((item): Install[] => {
    const { activity } = item.signal;
    const name = activity.serviceName ?? activity.taskName;
    if (item.endpointKey === undefined || name === undefined) return [];
    return [{ endpointKey: item.endpointKey, name, command: activity.filePath ?? activity.processCommandLine ?? '', at: item.at, ...(activity.logonId === undefined ? {} : { logonId: activity.logonId }) }];
  });
  return [...fromFacts, ...fromItems];
}

const isInstall = (item: Item): boolean => ['service_install', 'service_change', 'task_create', 'task_change'].includes(item.signal.activity.kind);
const sameName = (item: Item, install: Install): boolean => (item.signal.activity.serviceName ?? item.signal.activity.taskName)?.toLowerCase() === install.name.toLowerCase();
const imageOf = (item: Item): string => baseName(item.process?.image ?? item.signal.activity.processImage ?? '?');

/** The service's command line is the process's own, or an ancestor's below services.exe. */
export function startedBy(world: World, item: Item, install: Install): boolean {
  const command = plain(install.command);
  if (item.process === undefined || command.length < 4) return false;
  return [item.process, ...world.processes.ancestorsOf(item.process)].some((node) => {
    if (node.startedAt !== undefined && node.startedAt < install.at - CORRELATE_LIMITS.jitterMs) return false;
    if (node.commandLine !== undefined && plain(node.commandLine) === command) return true;
    const image = lowerBase(node.image);
    return image !== '' && image !== 'cmd.exe' && image !== 'powershell.exe' && image !== 'rundll32.exe' && (/^.*?\.exe/.exec(command)?.[0] ?? command).endsWith(`\\${image}`);
  });
}

function plain(command: string): string {
  return command.toLowerCase().replace(/["']/g, '').replace(/%systemroot%|\\systemroot/g, 'c:\\windows').replace(/\s+/g, ' ').trim();
}
