import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { Edge, Fact, Signal } from '../../../lib/engine/correlate/types';
import { activity, addressFact, MINUTE, partition, rule, run, signal, T0 } from './support/build';
import type { Level } from '../../../lib/engine/sigma/types';

const ADDRESS = '10.0.4.12', FAR = '198.51.100.7';
const facts: Fact[] = [addressFact('pc-0412', ADDRESS)];
const edgesOf = (signals: readonly Signal[], more: readonly Fact[] = facts): readonly Edge[] => run(signals, more, [], { openScore: 0 }).alerts.flatMap((alert) => alert.content.edges);
const onHost = (minutes: number, parts: Partial<Activity> & Pick<Activity, 'kind'>, level: Level = 'medium'): Signal => signal(rule('host', level, ['TA0011']), activity(minutes, parts));
const seenBy = (family: Activity['family'], minutes: number, parts: Partial<Activity>, level: Level = 'medium'): Signal =>
  signal(rule('sensor', level, ['TA0011']), activity(minutes, { family, kind: 'network_connection', endpointName: ADDRESS, accountName: undefined, sourceAddress: ADDRESS, ...parts }));

describe('a record of the network and the process behind it', () => {
  const ends = { destinationAddress: FAR, destinationPort: 443, sourcePort: 50_123 };
  const process = onHost(0, { kind: 'network_connection', processGuid: 'P', processImage: 'C:\\x\\p.exe', ...ends }, 'low');

  it('are tied by both ends and the port, with the process named', () => {
    const [edge] = edgesOf([process, seenBy('zeek', 0.2, ends)]);
    expect(edge).toMatchObject({ kind: 'network_tie', entity: `${FAR}:50123`, confidence: 0.95, firstAt: T0, lastAt: T0 + 0.2 * MINUTE, reason: { key: 'edge_network_process', params: { host: 'PC-0412', image: 'p.exe', address: FAR, port: 50_123 } } });
  });

  it('are tied by the far end alone with less confidence', () => {
    expect(edgesOf([process, seenBy('zeek', 0.2, { ...ends, sourcePort: 50_124 })])[0]).toMatchObject({ confidence: 0.85, reason: { key: 'edge_network_target' } });
    expect(edgesOf([process, seenBy('zeek', 30, ends)])[0]).toMatchObject({ confidence: 0.85, reason: { key: 'edge_network_target' } });
  });

  it.each(['zeek', 'suricata', 'deep-discovery', 'web-gateway', 'proxy'] as const)('are tied when %s saw it', (family) => {
    expect(edgesOf([process, seenBy(family, 0.2, ends)]).map((e) => e.kind)).toContain('network_tie');
  });
});

describe('a finding of another product', () => {
  const finding = (minutes: number, parts: Partial<Activity>, level: Level = 'medium'): Signal =>
    signal(rule('finding', level, ['TA0001']), activity(minutes, { family: 'ecs', kind: 'security_alert', channel: 'Other', accountName: undefined, message: 'Something was found', ...parts }));
  const near = onHost(0, { kind: 'registry_set' });

  it('is tied by its endpoint to what happened there within minutes', () => {
    expect(edgesOf([near, finding(5, {})])).toMatchObject([{ kind: 'shared_entity', entity: 'endpoint|pc-0412', confidence: 0.45, firstAt: T0, lastAt: T0 + 5 * MINUTE, reason: { key: 'edge_product_on_host', params: { host: 'PC-0412', rule: 'Rule finding', minutes: 5 } } }]);
    expect(partition([near, finding(40, {})])).toHaveLength(2);
    expect(partition([near, finding(5, {}, 'low')])).toHaveLength(2);
    expect(partition([near, finding(5, { accountName: 'EXAMPLE\\sato' })])).toHaveLength(2);
  });

  it('is tied by the address that it names, also when that is who came in', () => {
    const talked = onHost(0, { kind: 'network_connection', destinationAddress: FAR });
    expect(edgesOf([talked, finding(200, { endpointName: 'WEB-1', endpointAddress: '10.0.1.80', sourceAddress: FAR, destinationAddress: '10.0.1.80' })]).map((e) => e.reason.key)).toEqual(['edge_shared_address']);
    expect(edgesOf([talked, finding(200, { endpointName: 'WEB-1', destinationAddress: FAR })]).map((e) => e.reason.key)).toEqual(['edge_shared_address']);
  });

  it('is tied by its account to what the account did, when it names no endpoint', () => {
    const inCloud = (minutes: number, who: string): Signal => finding(minutes, { endpointName: undefined, accountName: who });
    expect(edgesOf([near, inCloud(12, 'tanaka@example.test')], []).map((e) => e.reason.key)).toEqual(['edge_product_account']);
    const [edge] = edgesOf([near, inCloud(12, 'EXAMPLE\\tanaka')], []);
    expect(edge).toMatchObject({ kind: 'shared_entity', entity: 'account|tanaka', confidence: 0.45, reason: { key: 'edge_product_account', params: { account: 'EXAMPLE\\tanaka', rule: 'Rule finding', minutes: 12 } } });
    expect(partition([near, inCloud(45, 'EXAMPLE\\tanaka')])).toHaveLength(2);
    expect(partition([near, inCloud(12, 'EXAMPLE\\sato')])).toHaveLength(2);
  });

  it('takes a stranger\'s address for no endpoint of one\'s own, but an inside one for its holder', () => {
    const from = (sourceAddress: string): Signal => finding(0, { endpointName: undefined, accountName: 'EXAMPLE\\tanaka', sourceAddress }, 'critical');
    const hosts = (address: string): string[] => run([from(address)], facts).alerts.flatMap((a) => a.content.impact.filter((e) => e.kind === 'host').map((e) => e.key));
    expect([hosts('203.0.113.80'), hosts(ADDRESS), hosts('10.7.7.7')]).toEqual([[], ['pc-0412'], ['10.7.7.7']]);
  });

  it('follows one person through several findings of one moment and the next', () => {
    const of = (id: string, minutes: number): Signal => signal(rule(id, 'medium'), activity(minutes, { family: 'microsoft', kind: 'security_alert', channel: 'Cloud', endpointName: undefined }));
    expect(partition([of('click', 0), of('rule', 10), of('fraud', 10), of('mail', 10)])).toEqual([['click', 'fraud', 'mail', 'rule']]);
  });

  it('of a person who is at work everywhere is tied to nothing by that', () => {
    const everywhere = Array.from({ length: 8 }, (_, i) => signal(rule(`r${i}`, 'medium'), activity(i * 31, { kind: 'registry_set', endpointName: `PC-${i}` })));
    expect(partition([...everywhere, finding(100, { endpointName: undefined, accountName: 'EXAMPLE\\tanaka' })])).toHaveLength(9);
  });
});

describe('machines that only recorded somebody else\'s doing', () => {
  it('are never alone in an alert: the machine that it came from is named', () => {
    const addresses = [...facts, addressFact('dc-01', '10.0.0.1')];
    const recorded = ['TA0006', 'TA0008'].map((tactic, i) => signal(rule(`dc${i}`, 'high', [tactic]), activity(i, { kind: i === 0 ? 'directory_access' : 'kerberos_ticket', endpointName: 'DC-01', sourceAddress: ADDRESS })));
    expect(run(recorded, addresses).alerts.map((a) => a.content.impact.filter((e) => e.kind === 'host').map((e) => e.key))).toEqual([['dc-01', 'pc-0412']]);
  });
});

describe('the report that a network trace makes when it ends', () => {
  const step = (i: number, parent: string, image: string, command: string): Signal => signal(rule(`look${i}`, 'medium', ['TA0007']), activity(i / 10, {
    kind: 'process_start', processGuid: `C${i}`, processImage: `C:\\Windows\\System32\\${image}`, processCommandLine: command, parentProcessGuid: parent, parentProcessImage: 'C:\\Windows\\System32\\netsh.exe',
  }));
  const report = (command: string): Signal[] => [
    signal(rule('start', 'low', ['TA0002']), activity(0, { kind: 'process_start', processGuid: 'N', processImage: 'C:\\Windows\\System32\\netsh.exe', processCommandLine: command })),
    ...['ipconfig /all', 'net config', 'arp -a', 'whoami /all', 'reg export HKLM', 'netsh wlan show', 'wevtutil epl', 'nltest /dclist'].map((line, i) => step(i + 1, 'N', `${line.split(' ')[0]}.exe`, line)),
  ];

  it('makes no alert of the commands that it runs', () => {
    expect(run(report('netsh  trace stop')).alerts).toEqual([]);
    expect(run(report('cmd /c something')).unalerted.length + run(report('cmd /c something')).alerts.length).toBeGreaterThan(0);
  });

  it('hides nothing grave in it', () => {
    const grave = signal(rule('dump', 'critical', ['TA0006']), activity(2, { kind: 'process_access', processGuid: 'C1', processImage: 'C:\\x\\d.exe', targetProcessImage: 'C:\\Windows\\System32\\lsass.exe' }));
    const { alerts } = run([...report('netsh trace stop'), grave]);
    expect(alerts.map((a) => a.content.model)).toEqual(['critical_detection']);
    expect(alerts[0]?.content.terms.reduce((sum, t) => sum + t.points, 0)).toBe(alerts[0]?.content.score);
  });
});
