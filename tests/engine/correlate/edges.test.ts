import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { Edge, EdgeKind, Fact, Signal } from '../../../lib/engine/correlate/types';
import { activity, addressFact, logonFact, partition, processFact, rule, run, signal } from './support/build';

type Parts = Partial<Activity> & Pick<Activity, 'kind'>;
const medium = (id: string, minutes: number, parts: Parts): Signal => signal(rule(id, 'medium'), activity(minutes, parts));
const high = (id: string, minutes: number, parts: Parts): Signal => signal(rule(id, 'high'), activity(minutes, parts));
const low = (id: string, minutes: number, parts: Parts): Signal => signal(rule(id, 'low'), activity(minutes, parts));
const started = (guid: string, parent: string, image: string, more: Partial<Activity> = {}): Parts =>
  ({ kind: 'process_start', processGuid: guid, parentProcessGuid: parent, processImage: `C:\\x\\${image}`, ...more });
const system = { accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' };
const sato = { accountName: 'EXAMPLE\\sato' };

function edgesOf(signals: readonly Signal[], facts: readonly Fact[] = []): readonly Edge[] {
  return run(signals, facts, [], { openScore: 0 }).alerts.flatMap((alert) => alert.content.edges);
}
const kinds = (signals: readonly Signal[], facts: readonly Fact[] = []): EdgeKind[] => edgesOf(signals, facts).map((edge) => edge.kind);

describe('process lineage', () => {
  it('joins signals of one process', () => {
    expect(kinds([medium('a', 0, { kind: 'file_create', processGuid: 'G', processImage: 'C:\\x\\tool.exe' }), low('b', 1, { kind: 'dns_query', processGuid: 'G', processImage: 'C:\\x\\tool.exe' })])).toEqual(['same_process']);
  });

  it('joins a process with an ancestor through parents that only facts know', () => {
    const facts = [processFact('pc-0412', 'B', 'C:\\x\\b.exe', { parentGuid: 'A' }), processFact('pc-0412', 'C', 'C:\\x\\c.exe', { parentGuid: 'B' })];
    expect(kinds([medium('a', 0, started('A', 'E', 'a.exe')), low('d', 1, started('D', 'C', 'd.exe', sato))], facts)).toEqual(['lineage']);
  });

  it('joins two processes with a common origin below the desktop', () => {
    const facts = [processFact('pc-0412', 'O', 'C:\\x\\origin.exe', { parentGuid: 'E', parentImage: 'C:\\Windows\\explorer.exe' })];
    expect(kinds([medium('a', 0, started('A', 'O', 'a.exe')), low('b', 90, started('B', 'O', 'b.exe'))], facts)).toEqual(['lineage']);
  });

  it.each(['explorer.exe', 'services.exe', 'svchost.exe', 'winlogon.exe', 'wininit.exe', 'userinit.exe'])('does not join what only %s has in common', (starter) => {
    const more = { parentProcessImage: `C:\\Windows\\${starter}` };
    expect(partition([medium('a', 0, started('A', 'S', 'a.exe', more)), low('b', 1, started('B', 'S', 'b.exe', { ...more, ...sato }))])).toEqual([['a'], ['b']]);
  });

  it('does not take a later process for an earlier one with the same number', () => {
    const facts = [processFact('pc-0412', 'OLD', 'C:\\x\\old.exe', { processId: 77 }, -600), processFact('pc-0412', 'NEW', 'C:\\x\\new.exe', { processId: 77 }, -1)];
    const bySecurity = { kind: 'file_read' as const, processId: 77, processImage: 'C:\\x\\new.exe', ...sato };
    expect(partition([medium('old', -599, { kind: 'dns_query', processGuid: 'OLD' }), medium('new', 0, bySecurity)], facts)).toEqual([['new'], ['old']]);
    expect(partition([medium('new', 0, { kind: 'dns_query', processGuid: 'NEW' }), low('audit', 1, bySecurity)], facts)).toEqual([['audit', 'new']]);
  });
});

describe('process lineage without GUIDs', () => {
  it('follows numbers and start times, and takes the exact run where another sensor knows it', () => {
    const numbered = (pid: number, parentId: number, image: string, minutes: number): Fact => ({ ...processFact('pc-0412', `pid:${pid}@${minutes}`, image, { processId: pid, parentId }, minutes) });
    const facts = [numbered(10, 9, 'C:\\x\\a.exe', 0), numbered(11, 10, 'C:\\x\\b.exe', 1), numbered(12, 11, 'C:\\x\\c.exe', 2), processFact('pc-0412', 'EXACT', 'C:\\x\\c.exe', { processId: 12 }, 2)];
    const byNumber = (id: string, pid: number, image: string, minutes: number): Signal => low(id, minutes, { kind: 'dns_query', processId: pid, processImage: image, ...sato });
    expect(partition([medium('a', 0.5, { kind: 'dns_query', processId: 10, processImage: 'C:\\x\\a.exe' }), byNumber('b', 11, 'C:\\x\\b.exe', 3)], facts)).toEqual([['a', 'b']]);
    expect(partition([byNumber('c', 12, 'C:\\x\\c.exe', 3), medium('exact', 4, { kind: 'dns_query', processGuid: 'EXACT', processImage: 'C:\\x\\c.exe' })], facts)).toEqual([['c', 'exact']]);
  });
});

describe('injection', () => {
  const into = high('inject', 5, { kind: 'remote_thread', processGuid: 'P', processImage: 'C:\\x\\p.exe', targetProcessGuid: 'SVC', targetProcessImage: 'C:\\Windows\\System32\\svchost.exe' });
  const dump = (minutes: number): Signal => medium('dump', minutes, { kind: 'process_access', processGuid: 'SVC', processImage: 'C:\\Windows\\System32\\svchost.exe', targetProcessImage: 'C:\\Windows\\System32\\lsass.exe', ...system });

  it('makes what the injected process does next the doing of the injecting one', () => {
    expect(edgesOf([into, dump(90)]).map((e) => e.kind)).toEqual(['injected']);
  });

  it('leaves alone what that process did before', () => {
    expect(partition([into, dump(-90)])).toEqual([['dump'], ['inject']]);
  });
});

describe('provenance', () => {
  it('joins a file that was written with the process started from it', () => {
    const write = low('write', 0, { kind: 'file_create', processGuid: 'E', processImage: 'C:\\x\\edge.exe', filePath: 'C:\\Users\\t\\a.exe' });
    expect(kinds([write, medium('run', 30, { kind: 'process_start', processGuid: 'A', processImage: 'c:\\users\\t\\A.EXE', ...sato })])).toEqual(['wrote_then_ran']);
  });

  it('joins through a file fact when the writing raised nothing', () => {
    const facts: Fact[] = [{ kind: 'file', endpointKey: 'pc-0412', key: 'pc-0412|c:\\users\\t\\a.exe', observedAt: activity(0, { kind: 'other' }).observedAt, path: 'C:\\Users\\t\\a.exe', processGuid: 'E', processImage: 'C:\\x\\edge.exe' }];
    const writer = medium('writer', -1, { kind: 'dns_query', processGuid: 'E', processImage: 'C:\\x\\edge.exe' });
    expect(kinds([writer, medium('run', 30, { kind: 'process_start', processGuid: 'A', processImage: 'C:\\Users\\t\\a.exe', ...sato })], facts)).toEqual(['wrote_then_ran']);
  });

  it('joins a script named on a command line with its writing', () => {
    const write = low('write', 0, { kind: 'file_create', filePath: 'C:\\Temp\\go.ps1' });
    expect(kinds([write, medium('run', 9, started('A', 'B', 'powershell.exe', { processCommandLine: 'powershell -file C:\\Temp\\go.ps1', ...sato }))])).toEqual(['wrote_then_ran']);
  });

  it('joins an installed service with the process that it started', () => {
    const install = medium('install', 0, { kind: 'service_install', serviceName: 'qx', filePath: 'rundll32.exe C:\\Temp\\qx.dll,a', ...system });
    const ran = low('ran', 0.1, started('A', 'S', 'rundll32.exe', { processCommandLine: '"rundll32.exe"  C:\\Temp\\qx.dll,a', parentProcessImage: 'C:\\Windows\\services.exe', ...system }));
    expect(kinds([install, ran])).toEqual(['service_started']);
  });

  it('does not join a service with an unrelated program that starts at the same time', () => {
    const install = medium('install', 0, { kind: 'service_install', serviceName: 'upd', filePath: 'C:\\Program Files\\upd.exe', ...system });
    expect(partition([install, low('other', 0.1, started('A', 'S', 'other.exe', { processCommandLine: 'C:\\x\\other.exe', ...system }))])).toEqual([['install'], ['other']]);
  });
});

describe('sessions and accounts on one endpoint', () => {
  it('joins strong signals of one logon session', () => {
    expect(kinds([medium('a', 0, { kind: 'registry_set', logonId: '0xab1' }), medium('b', 120, { kind: 'log_cleared', logonId: '0xAB1' })])).toEqual(['logon_session']);
  });

  it.each(['0x3e7', '0x3e4', '0x3e5'])('never joins by the session %s of Windows itself', (logonId) => {
    const service = { accountName: 'NT AUTHORITY\\SYSTEM', logonId };
    expect(partition([medium('a', 0, { kind: 'registry_set', ...service }), medium('b', 1, { kind: 'log_cleared', ...service })])).toEqual([['a'], ['b']]);
  });

  it('joins one account on one endpoint within the hour, not beyond', () => {
    expect(kinds([medium('a', 0, { kind: 'registry_set' }), medium('b', 50, { kind: 'log_cleared' })])).toEqual(['shared_entity']);
    expect(partition([medium('a', 0, { kind: 'registry_set' }), medium('b', 70, { kind: 'log_cleared' })])).toEqual([['a'], ['b']]);
  });

  it('does not join weak signals only because account and endpoint are the same', () => {
    expect(partition([low('a', 0, { kind: 'registry_set' }), medium('b', 1, { kind: 'log_cleared' })])).toEqual([['a'], ['b']]);
  });

  it('joins a strong signal of a system account with its neighbour in time, but never two people', () => {
    expect(kinds([high('a', 0, { kind: 'registry_set' }), medium('b', 5, { kind: 'service_install', ...system })])).toEqual(['shared_entity']);
    expect(partition([high('a', 0, { kind: 'registry_set' }), high('b', 5, { kind: 'log_cleared', ...sato })])).toEqual([['a'], ['b']]);
  });
});

describe('lateral movement', () => {
  const there = { endpointName: 'FS-02', accountName: 'EXAMPLE\\adm-it' };
  const facts = [addressFact('pc-0412', '10.0.4.12'), addressFact('fs-02', '10.0.1.20')];
  const here = medium('here', 0, { kind: 'registry_set', accountName: 'EXAMPLE\\adm-it' });

  it('joins what ran in a network logon with what happened on the endpoint that it came from', () => {
    const effect = low('effect', 10, { kind: 'process_start', logonId: '0x77', ...there });
    const edges = edgesOf([here, effect], [...facts, logonFact('fs-02', '0x77', 3, 'EXAMPLE\\adm-it', '10.0.4.12', 9)]);
    expect(edges.map((e) => [e.kind, e.reason.key])).toEqual([['lateral_movement', 'edge_movement_logon']]);
  });

  it('does not join a logon at the console, or one from an unknown address', () => {
    const effect = low('effect', 10, { kind: 'process_start', logonId: '0x77', ...there });
    expect(partition([here, effect], [...facts, logonFact('fs-02', '0x77', 2, 'EXAMPLE\\adm-it', '10.0.4.12', 9)])).toEqual([['effect'], ['here']]);
    expect(partition([here, effect], [...facts, logonFact('fs-02', '0x77', 3, 'EXAMPLE\\adm-it', '10.9.9.9', 9)])).toEqual([['effect'], ['here']]);
  });

  it('joins an outbound connection to a remote-execution port with what it started there', () => {
    const tool = medium('tool', 0, { kind: 'process_start', processGuid: 'T', processImage: 'C:\\x\\t.exe' });
    const effect = low('effect', 0.5, { kind: 'process_start', processGuid: 'R', processImage: 'C:\\x\\r.exe', parentProcessImage: 'C:\\Windows\\System32\\wbem\\wmiprvse.exe', ...there });
    const connection: Fact = { kind: 'connection', endpointKey: 'pc-0412', key: '10.0.1.20', observedAt: tool.firstSeen + 20_000, processGuid: 'T', image: 'C:\\x\\t.exe', destinationAddress: '10.0.1.20', destinationPort: 135 };
    expect(run([tool, effect, here], [...facts, connection], [], { openScore: 0 }).alerts[0]?.content.edges.map((e) => e.reason.key)).toContain('edge_movement_connection');
  });

  it('does not join by an account that is at work everywhere', () => {
    const everywhere = Array.from({ length: 9 }, (_, i) => medium(`s${i}`, i, { kind: 'registry_set', endpointName: `PC-${i}`, accountName: 'EXAMPLE\\svc-scan' }));
    expect(partition(everywhere)).toHaveLength(9);
    expect(partition(everywhere.slice(0, 3))).toHaveLength(1);
  });
});

describe('network records', () => {
  const facts = [addressFact('pc-0412', '10.0.4.12')];
  const flow = (minutes: number, level: 'low' | 'medium', far: string): Signal => signal(rule('flow', level), activity(minutes, { family: 'zeek', kind: 'network_connection', endpointName: '10.0.4.12', accountName: undefined, sourceAddress: '10.0.4.12', destinationAddress: far }));

  it('join the endpoint whose address they name, by the far end if both name it', () => {
    const host = low('host', 0, { kind: 'network_connection', destinationAddress: '198.51.100.7' });
    expect(edgesOf([host, flow(40, 'medium', '198.51.100.7')], facts).map((e) => e.reason.key)).toEqual(['edge_network_target']);
    expect(edgesOf([medium('host', 0, { kind: 'registry_set' }), flow(10, 'low', '198.51.100.7')], facts).map((e) => e.reason.key)).toEqual(['edge_network_tie']);
  });

  it('do not join when the address belongs to nobody known', () => {
    expect(partition([medium('host', 0, { kind: 'registry_set' }), flow(10, 'low', '198.51.100.7')])).toEqual([['flow'], ['host']]);
  });
});

describe('shared rare entities', () => {
  const on = (i: number, minutes: number, parts: Partial<Activity>): Signal => medium(`r${i}`, minutes, { kind: 'file_create', endpointName: `PC-${i}`, accountName: `EXAMPLE\\user${i}`, ...parts });

  it.each([
    ['hash', { fileSha256: 'ab'.repeat(32) }], ['address', { destinationAddress: '203.0.113.9' }], ['domain', { destinationDomain: 'drop.example.net' }],
  ])('join endpoints that share a %s', (_name, parts) => {
    expect(partition([on(1, 0, parts), on(2, 300, parts)])).toEqual([['r1', 'r2']]);
  });

  it('do not join through a value that many endpoints share, a learnt hub, or an endpoint of one\'s own', () => {
    const parts = { destinationAddress: '203.0.113.9' };
    expect(partition(Array.from({ length: 20 }, (_, i) => on(i, i, parts)))).toHaveLength(20);
    expect(partition([on(1, 0, parts), on(2, 1, parts)], [], { hubs: ['address|203.0.113.9'] })).toHaveLength(2);
    expect(partition([on(1, 0, parts), on(2, 1, parts)], [addressFact('dc-01', '203.0.113.9')])).toHaveLength(2);
  });

  it('do not reach beyond the window', () => {
    const parts = { fileSha256: 'ab'.repeat(32) };
    expect(partition([on(1, 0, parts), on(2, 61, parts)], [], { windowMs: 60 * 60_000 })).toHaveLength(2);
  });

  it('do not include the hash of a program of the operating system', () => {
    const parts = { kind: 'process_start' as const, processImage: 'C:\\Windows\\System32\\cmd.exe', processSha256: 'cd'.repeat(32) };
    expect(partition([on(1, 0, parts), on(2, 1, parts)])).toHaveLength(2);
  });
});

it('joins two rules that saw the same record', () => {
  const a = medium('a', 0, { kind: 'log_cleared', ...system });
  const b = { ...low('b', 0, { kind: 'log_cleared', ...system }), detectionUuids: a.detectionUuids };
  expect(kinds([a, b])).toEqual(['same_artefact']);
});
