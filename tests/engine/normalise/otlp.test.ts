import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../../lib/engine/normalise/registry';
import type { NormaliseContext } from '../../../lib/engine/normalise/types';

const context: NormaliseContext = { format: 'json', clockSkewSeconds: 0, receivedAt: Date.UTC(2026, 10, 23) };
const AT = '1795143600123456789';
const AT_MS = 1795143600123;

type Any = Record<string, unknown>;
const any = (value: unknown): Any => {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(any) } };
  return { kvlistValue: { values: pairs(value as Any) } };
};
const pairs = (values: Any) => Object.entries(values).map(([key, value]) => ({ key, value: any(value) }));

function request(log: { body?: unknown; attributes?: Any; resource?: Any; record?: Any }): Any {
  return {
    resourceLogs: [{
      resource: { attributes: pairs(log.resource ?? {}) },
      scopeLogs: [{ scope: { name: 'orders' }, logRecords: [{ timeUnixNano: AT, ...(log.body === undefined ? {} : { body: any(log.body) }), attributes: pairs(log.attributes ?? {}), ...log.record }] }],
    }],
  };
}

const read = (log: Parameters<typeof request>[0]) => normalise(request(log), context);

describe('a log record of OpenTelemetry', () => {
  it('of an application is searchable by text, host, account and time', () => {
    const { activity, event } = read({ body: 'order 7 took too long', resource: { 'host.name': 'srv-kyoto-3', 'service.name': 'till' }, attributes: { 'user.name': 'sato', attempt: 3 }, record: { severityText: 'WARN', severityNumber: 13 } });
    expect(activity).toMatchObject({ family: 'unparsed', kind: 'other', observedAt: AT_MS, timeSource: 'record', endpointKey: 'srv-kyoto-3', accountKey: 'sato', message: 'order 7 took too long' });
    expect(event.fields).toMatchObject({ 'service.name': 'till', attempt: 3, severityText: 'WARN', 'otel.scope.name': 'orders' });
  });

  it('has the time at which it was observed when its own is not known, and that of receipt when there is none', () => {
    expect(read({ body: 'x', record: { timeUnixNano: '0', observedTimeUnixNano: AT } }).activity.observedAt).toBe(AT_MS);
    expect(read({ body: 'x', record: { timeUnixNano: undefined } }).activity).toMatchObject({ observedAt: context.receivedAt, timeSource: 'received' });
  });

  it('that carries a sensor’s JSON in its body, as text or as values, is that sensor’s record', () => {
    const sysmon = {
      EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'PC-MORI', UtcTime: '2026-11-20 00:00:01.001', ProcessGuid: '{00000000-0000-0000-0000-000000000001}',
      Image: 'C:\\Windows\\System32\\whoami.exe', CommandLine: 'whoami /all', User: 'KOYAMA\\mori',
    };
    for (const body of [JSON.stringify(sysmon), sysmon]) {
      expect(read({ body, resource: { 'host.name': 'collector-1' } }).activity).toMatchObject({ family: 'windows', kind: 'process_start', endpointKey: 'pc-mori', processCommandLine: 'whoami /all', observedAt: Date.UTC(2026, 10, 20, 0, 0, 1, 1) });
    }
  });

  it('that carries CEF or a syslog line is what the line is', () => {
    expect(read({ body: 'CEF:0|Trend Micro|Apex Central|2019|CnC:Block|CnC Callback|3|shost=PC-MORI dst=203.0.113.9 act=Block' }).activity).toMatchObject({ family: 'apex-central', endpointKey: 'pc-mori', observedAt: AT_MS });
    expect(read({ body: '<38>Nov 20 10:00:00 srv-a sshd[77]: Failed password for root from 203.0.113.5 port 4711 ssh2' }).activity).toMatchObject({ kind: 'logon_failure', endpointKey: 'srv-a' });
  });

  it('of a network sensor does not come from the host that carried it', () => {
    const dns = { ts: 1795143600.5, uid: 'CAbc1', 'id.orig_h': '10.4.0.7', 'id.orig_p': 5353, 'id.resp_h': '10.4.0.1', 'id.resp_p': 53, proto: 'udp', query: 'mirror.example', qtype_name: 'A' };
    expect(read({ body: { ...dns, _path: 'dns' }, resource: { 'host.name': 'collector-1' } }).activity).toMatchObject({ family: 'zeek', endpointKey: '10.4.0.7' });
  });

  it.each([
    ['a list of pairs', { data: [{ TargetUserName: 'mori' }, { IpAddress: '10.4.0.7' }, { LogonType: '3' }, { '': 'extra' }] }],
    ['one object', { TargetUserName: 'mori', IpAddress: '10.4.0.7', LogonType: '3' }],
  ])('of the Windows event log receiver is the Windows event, its data as %s', (_name, eventData) => {
    const { activity, event } = read({ body: {
      channel: 'Security', computer: 'DC-1.koyama.example', event_id: { id: 4624, qualifiers: 0 }, provider: { name: 'Microsoft-Windows-Security-Auditing', guid: '{54849625-5478-4994-a5ba-3e3b0328c30d}' },
      system_time: '2026-11-20T01:02:03.4567890Z', record_id: 99, level: 'Information', message: 'An account was successfully logged on.', event_data: eventData,
    } });
    expect(activity).toMatchObject({ family: 'windows', kind: 'logon', channel: 'Security', eventCode: '4624', endpointKey: 'dc-1', sourceAddress: '10.4.0.7', observedAt: Date.UTC(2026, 10, 20, 1, 2, 3, 456) });
    expect(event).toMatchObject({ product: 'windows', service: 'security', fields: { EventID: 4624, TargetUserName: 'mori' } });
  });

  it('by attributes in Elastic’s names is what they say', () => {
    expect(read({ attributes: { 'event.category': 'process', 'event.type': 'start', 'process.executable': '/usr/bin/curl', 'process.command_line': 'curl x', 'host.name': 'srv-a' } }).activity).toMatchObject({ family: 'ecs', kind: 'process_start', processCommandLine: 'curl x' });
  });

  it('keeps integers exact, and takes names from outside that are dangerous ones', () => {
    const { event } = read({ body: 'x', attributes: JSON.parse('{"__proto__":"p","constructor":"c"}') as Any, record: { attributes: [{ key: 'big', value: { intValue: '9007199254740993' } }, { key: '__proto__', value: { stringValue: 'p' } }] } });
    expect(event.fields['big']).toBe('9007199254740993');
    expect(({} as Any)['p']).toBeUndefined();
  });

  it('survives any shape', () => {
    const json = fc.jsonValue({ maxDepth: 4 });
    fc.assert(fc.property(json, json, json, json, (resource, scope, body, attributes) => {
      const record = { resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [{ timeUnixNano: body, body, attributes }] }] }] };
      expect(normalise(structuredClone(record) as Any, context).activity.family).toBeDefined();
      expect(normalise({ resourceLogs: resource, x: body } as Any, context).activity.family).toBeDefined();
    }), { numRuns: 300 });
  });
});
