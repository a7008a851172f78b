import type { Activity } from '../activity/activity';
import { isSystemAccount } from '../correlate/principals';
import type { ProcessNode } from '../correlate/processes';
import { baseName, lowerBase } from '../correlate/text';
import { writerProcess, writersOf, type Item, type World } from '../correlate/world';
import { accountKeyOf } from '../normalise/identity';
import type { GraphBuilder, Relation } from './graph-builder';
import { imageOf, UNKNOWN } from './naming';

const ANCESTORS_SHOWN_MAX = 8;

/** Puts one signal into the graph: its endpoint, account, process line, and what was done to what. */
export function drawItem(builder: GraphBuilder, world: World, item: Item, movedFrom: string | undefined): void {
  const { signal, endpointKey } = item;
  const host = endpointKey === undefined ? undefined : drawEndpoint(builder, world, endpointKey);
  const actor = drawActor(builder, world, item, host) ?? host;
  if (host !== undefined) builder.touch(host, signal);
  if (actor !== undefined) {
    builder.mark(actor, signal);
    drawTargets(builder, world, item, actor);
  }
  if (movedFrom !== undefined && host !== undefined) {
    const source = drawEndpoint(builder, world, movedFrom);
    builder.edge(source, host, 'moved', item.at, signal);
    builder.touch(source, signal);
  }
}

function drawEndpoint(builder: GraphBuilder, world: World, key: string): string {
  const name = world.nameOf(key);
  return builder.node('endpoint', key, world.labelOf(key), { properties: { endpointName: name, endpointAddress: world.addressesOf(key).join(', ') }, endpointKey: key });
}

function drawAccount(builder: GraphBuilder, name: string): string {
  return builder.node('account', accountKeyOf(name), name, { properties: { accountName: name } });
}

/** The process that acted with its line of parents, else the account on the endpoint. */
function drawActor(builder: GraphBuilder, world: World, item: Item, host: string | undefined): string | undefined {
  const { signal } = item;
  const account = item.accountName ?? signal.activity.accountName;
  if (item.process === undefined) {
    const image = imageOf(item);
    if (image !== UNKNOWN && item.endpointKey !== undefined) {
      const id = builder.node('process', `${item.endpointKey}|${image}`, image, { properties: { processImage: signal.activity.processImage, accountName: account }, endpointKey: item.endpointKey, observedAt: item.at });
      if (host !== undefined) builder.edge(host, id, 'on', item.at, signal);
      return id;
    }
    if (account === undefined || host === undefined || isSystemAccount(accountKeyOf(account))) return undefined;
    const id = drawAccount(builder, account);
    builder.edge(id, host, 'logged_on', item.at, signal);
    builder.touch(id, signal);
    return undefined;
  }
  const line = [item.process, ...world.processes.ancestorsOf(item.process).slice(0, ANCESTORS_SHOWN_MAX)];
  line.forEach((node, index) => {
    const id = drawProcess(builder, node);
    const parent = line[index + 1];
    if (parent !== undefined) builder.edge(drawProcess(builder, parent), id, 'started', node.startedAt ?? item.at, signal);
    else drawRoot(builder, world, node, id, host, item);
  });
  return drawProcess(builder, item.process);
}

function drawProcess(builder: GraphBuilder, node: ProcessNode): string {
  return builder.node('process', node.id, node.image === undefined ? '?' : baseName(node.image), {
    properties: {
      processImage: node.image, processCommandLine: node.commandLine, processId: node.processId, accountName: node.accountName, processIntegrity: node.integrity,
      processSha256: node.sha256, parentProcessImage: node.parentImage,
    },
    endpointKey: node.endpointKey, observedAt: node.startedAt,
  });
}

/** The head of a line of processes: on which endpoint, as whom, and who wrote its program. */
function drawRoot(builder: GraphBuilder, world: World, node: ProcessNode, id: string, host: string | undefined, item: Item): void {
  const at = node.startedAt ?? item.at;
  if (host !== undefined) builder.edge(host, id, 'on', at, item.signal);
  const account = node.accountName ?? item.accountName;
  if (account !== undefined && !isSystemAccount(accountKeyOf(account))) {
    const who = drawAccount(builder, account);
    builder.edge(who, id, 'as', at, item.signal);
    builder.touch(who, item.signal);
  }
  const fact = writersOf(world, node).at(-1);
  const writer = fact === undefined ? undefined : writerProcess(world, fact);
  if (fact === undefined || writer === undefined || writer.id === node.id) return;
  const file = builder.node('file', `${fact.endpointKey}|${fact.path}`, baseName(fact.path), { properties: { filePath: fact.path, fileSha256: fact.sha256 }, endpointKey: fact.endpointKey, observedAt: fact.observedAt });
  builder.edge(drawProcess(builder, writer), file, 'wrote', fact.observedAt);
  builder.edge(file, id, 'ran_from', at, item.signal);
}

const FILE_RELATIONS: Partial<Record<Activity['kind'], Relation>> = {
  file_create: 'wrote', file_rename: 'wrote', file_delete: 'deleted', file_read: 'read', image_load: 'loaded', driver_load: 'loaded', file_transfer: 'wrote',
};

function drawTargets(builder: GraphBuilder, world: World, item: Item, actor: string): void {
  const { signal, endpointKey, at } = item;
  const a = signal.activity;
  const link = (to: string, relation: Relation): void => {
    builder.edge(actor, to, relation, at, signal);
    builder.touch(to, signal);
  };
  const on = { endpointKey, observedAt: at };
  if (item.target !== undefined) link(drawProcess(builder, item.target), a.kind === 'remote_thread' || a.kind === 'process_tamper' ? 'injected' : 'opened');
  else if (a.targetProcessImage !== undefined) link(builder.node('process', `${endpointKey}|${lowerBase(a.targetProcessImage)}`, baseName(a.targetProcessImage), on), 'opened');
  const fileRelation = FILE_RELATIONS[a.kind];
  if (a.filePath !== undefined && fileRelation !== undefined) {
    link(builder.node('file', `${endpointKey}|${a.filePath}`, baseName(a.filePath), { ...on, properties: { filePath: a.filePath, fileSha256: a.fileSha256 } }), fileRelation);
  }
  if (a.registryKey !== undefined) link(builder.node('registry', `${endpointKey}|${a.registryKey}`, baseName(a.registryKey), { ...on, properties: { registryKey: a.registryKey, registryData: a.registryData } }), 'set');
  const service = a.serviceName ?? a.taskName;
  if (service !== undefined) link(builder.node('service', `${endpointKey}|${service}`, service, { ...on, properties: { serviceName: a.serviceName, taskName: a.taskName, processCommandLine: a.processCommandLine } }), 'installed');
  drawFarEnd(builder, world, item, link);
  const other = a.targetAccountName;
  if (other !== undefined && !isSystemAccount(accountKeyOf(other)) && accountKeyOf(other) !== item.accountKey) link(drawAccount(builder, other), 'logged_on');
}

function drawFarEnd(builder: GraphBuilder, world: World, item: Item, link: (to: string, relation: Relation) => void): void {
  const a = item.signal.activity;
  if (a.destinationDomain !== undefined) {
    link(builder.node('domain', a.destinationDomain, a.destinationDomain, { properties: { destinationDomain: a.destinationDomain, url: a.url }, observedAt: item.at }), a.kind === 'dns_query' ? 'resolved' : 'requested');
  }
  if (a.destinationAddress === undefined) return;
  const endpoint = world.endpointAt(a.destinationAddress, item.at);
  if (endpoint !== undefined && endpoint === item.endpointKey) return;
  const to = endpoint === undefined
    ? builder.node('address', a.destinationAddress, a.destinationAddress, { properties: { destinationAddress: a.destinationAddress, destinationPort: a.destinationPort, bytesOut: a.bytesOut, url: a.url }, observedAt: item.at })
    : drawEndpoint(builder, world, endpoint);
  link(to, 'connected');
}
