import type { Site } from '../office/names';
import { gatewayRecord } from '../records/gateway';
import { connRecord, zeekId, zeekRecord, type Flow } from '../records/zeek';
import type { Host, Process } from './host';
import { userOf } from './processes';
import type { World } from './world';

const BROWSER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0';

export function flowBetween(from: Host, to: Host, at: number, toPort: number, service: string, fromPort: number, bytesOut: number, bytesIn: number, seconds: number): Flow {
  return flowTo(from, to.machine.address, at, toPort, service, fromPort, bytesOut, bytesIn, seconds);
}

function flowTo(from: Host, to: string, at: number, toPort: number, service: string, fromPort: number, bytesOut: number, bytesIn: number, seconds: number): Flow {
  const protocol = toPort === 53 ? 'udp' : 'tcp';
  return { at, uid: zeekId('C', `${from.machine.name}|${fromPort}|${at}`), from: from.machine.address, fromPort, to, toPort, protocol, service, seconds, bytesOut, bytesIn, state: 'SF' };
}

/** A name asked by a process: Sysmon 22 and the sensor's dns line. */
export function lookUp(world: World, host: Host, at: number, process: Process, name: string, answer: string): void {
  world.sysmon(host, at, 22, 'Dns query', { ProcessGuid: process.guid, ProcessId: String(process.pid), QueryName: name, QueryStatus: '0', QueryResults: `::ffff:${answer};`, Image: process.program.image, User: userOf(process.session) });
  sensorLookUp(world, host, at, name, answer);
}

export function sensorLookUp(world: World, host: Host, at: number, name: string, answer: string): void {
  const controller = world.controllerFor(host);
  const flow = flowBetween(host, controller, at, 53, 'dns', host.newPort(), 48, 96, 0.004);
  world.timeline.emit('network', at, zeekRecord('dns', flow, at, {
    proto: 'udp', trans_id: host.random.int(1, 65_535), rtt: 0.004, query: name, qclass: 1, qclass_name: 'C_INTERNET', qtype: 1, qtype_name: 'A', rcode: 0, rcode_name: 'NOERROR', AA: false, TC: false, RD: true, RA: true, Z: 0, answers: [answer], TTLs: [300], rejected: false,
  }));
}

/** Sysmon 3 on the machine that connects. */
export function connectionEvent(world: World, host: Host, at: number, process: Process, flow: Flow, name: string): void {
  world.sysmon(host, at, 3, 'Network connection detected', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, User: userOf(process.session), Protocol: flow.protocol, Initiated: 'true', SourceIsIpv6: 'false', SourceIp: flow.from, SourceHostname: host.machine.fqdn,
    SourcePort: String(flow.fromPort), SourcePortName: '-', DestinationIsIpv6: 'false', DestinationIp: flow.to, DestinationHostname: name, DestinationPort: String(flow.toPort), DestinationPortName: '-',
  });
}

/** Sysmon 3 on the machine that is connected to. */
export function acceptedEvent(world: World, host: Host, at: number, process: Process, flow: Flow, fromName: string): void {
  world.sysmon(host, at, 3, 'Network connection detected', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, User: userOf(process.session), Protocol: flow.protocol, Initiated: 'false', SourceIsIpv6: 'false', SourceIp: flow.from, SourceHostname: fromName,
    SourcePort: String(flow.fromPort), SourcePortName: '-', DestinationIsIpv6: 'false', DestinationIp: flow.to, DestinationHostname: host.machine.fqdn, DestinationPort: String(flow.toPort), DestinationPortName: '-',
  });
}

interface Visit {
  site: Site; path: string; method?: 'GET' | 'POST' | 'PUT'; bytesOut?: number; bytesIn?: number; seconds?: number; agent?: string; score?: number; fileName?: string; mime?: string;
  /** Browsers are left out of Sysmon 3 by the usual configuration. */
  endpointEvent?: boolean; resolve?: boolean; user: string; group: string;
}

/** A request through the web gateway, as all three sensors see it. */
export function visit(world: World, host: Host, at: number, process: Process, request: Visit): Flow {
  const { site } = request;
  const method = request.method ?? 'GET';
  const bytesOut = request.bytesOut ?? host.random.int(600, 3000);
  const bytesIn = request.bytesIn ?? host.random.int(2000, 180_000);
  const agent = request.agent ?? BROWSER_AGENT;
  const flow = flowTo(host, site.address, at + 12, site.secure ? 443 : 80, site.secure ? 'ssl' : 'http', host.newPort(), bytesOut, bytesIn, request.seconds ?? 0.4 + host.random.int(0, 9000) / 1000);
  if (request.resolve !== false) lookUp(world, host, at, process, site.host, site.address);
  if (request.endpointEvent === true) connectionEvent(world, host, at + 12, process, flow, request.resolve === false ? '-' : site.host);
  const { timeline } = world;
  timeline.emit('network', at + 12, connRecord(flow));
  if (site.secure) {
    timeline.emit('network', at + 18, zeekRecord('ssl', flow, at + 18, { version: 'TLSv13', cipher: 'TLS_AES_256_GCM_SHA384', curve: 'x25519', server_name: site.host, resumed: false, established: true, ssl_history: 'CsiI' }));
  } else {
    timeline.emit('network', at + 16, zeekRecord('http', flow, at + 16, {
      trans_depth: 1, method, host: site.host, uri: request.path, version: '1.1', user_agent: agent,
      request_body_len: bytesOut > 4000 ? bytesOut : 0, response_body_len: bytesIn, status_code: 200, status_msg: 'OK', tags: [], resp_mime_types: [request.mime ?? 'text/html'],
    }));
  }
  timeline.emit('gateway', at + 20, gatewayRecord({
    at: at + 20, site, path: request.path, method, from: host.machine.address, user: request.user, group: request.group, agent, bytesOut, bytesIn, score: request.score ?? 81, action: 'allow',
    ...(request.fileName === undefined ? {} : { fileName: request.fileName }),
  }));
  return flow;
}

/** What the sensor's files log says of a transferred file. */
export function sensorFile(world: World, at: number, flow: Flow, source: string, mime: string, name: string, bytes: number, toServer: boolean): void {
  world.timeline.emit('network', at, zeekRecord('files', flow, at, {
    fuid: zeekId('F', `${flow.uid}|${name}`), source, depth: 0, analyzers: mime === 'application/x-dosexec' ? ['PE'] : [], mime_type: mime, filename: name, duration: 0.02,
    local_orig: toServer, is_orig: toServer, seen_bytes: bytes, total_bytes: bytes, missing_bytes: 0, overflow_bytes: 0, timedout: false,
  }));
}
