import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { Edge, Fact, Signal } from '../../../lib/engine/correlate/types';
import { activity, addressFact, logonFact, MINUTE, processFact, rule, run, signal, T0 } from './support/build';

const A = '10.0.4.12', B = '10.0.1.20', ADMIN = 'EXAMPLE\\adm-it';
const there = { endpointName: 'FS-02', accountName: ADMIN };
const addresses: Fact[] = [addressFact('pc-0412', A), addressFact('fs-02', B)];
/** What the intruder did on the first machine, as the same account. */
const here: Signal = signal(rule('here', 'medium', ['TA0002']), activity(0, { kind: 'process_start', processGuid: 'H', processImage: 'C:\\x\\h.exe', accountName: ADMIN }));
const effect = (minutes: number, parts: Partial<Activity> & Pick<Activity, 'kind'>): Signal => signal(rule('effect', 'medium', ['TA0008']), activity(minutes, { ...there, ...parts }));
const session = (type: number): Fact => logonFact('fs-02', '0x77', type, ADMIN, A, 4);

function moved(signals: readonly Signal[], facts: readonly Fact[] = []): Edge | undefined {
  return run([here, ...signals], [...addresses, ...facts], [], { openScore: 0 }).alerts.flatMap((alert) => alert.content.edges).find((edge) => edge.kind === 'lateral_movement' && edge.entity === 'pc-0412>fs-02');
}

const started = (image: string, parent: string, more: Partial<Activity> = {}): Signal => effect(5, {
  kind: 'process_start', processGuid: 'R', processImage: image, parentProcessGuid: 'RP', parentProcessImage: parent, logonId: '0x77', ...more,
});
const CMD = 'C:\\Windows\\System32\\cmd.exe';

const WAYS: readonly (readonly [string, readonly Signal[], readonly Fact[]])[] = [
  ['WMI', [started(CMD, 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe')], [session(3)]],
  ['PowerShell remoting', [started(CMD, 'C:\\Windows\\System32\\wsmprovhost.exe')], [session(3)]],
  ['WinRM', [started(CMD, 'C:\\Windows\\System32\\winrshost.exe')], [session(3)]],
  ['DCOM', [started('C:\\Windows\\System32\\mmc.exe', 'C:\\Windows\\System32\\svchost.exe', { processCommandLine: 'mmc.exe -Embedding' })], [session(3)]],
  ['DCOM', [started('C:\\Program Files\\Office\\EXCEL.EXE', 'C:\\Windows\\System32\\svchost.exe', { processCommandLine: '"EXCEL.EXE" /automation -Embedding' })], [session(3)]],
  ['RDP', [started(CMD, 'C:\\Windows\\explorer.exe')], [session(10)]],
  ['PsExec', [effect(5, { kind: 'service_install', serviceName: 'PSEXESVC', filePath: 'C:\\Windows\\PSEXESVC.exe', logonId: '0x77' })], [session(3)]],
  ['schtasks.exe', [effect(5, { kind: 'task_create', taskName: '\\upd', processCommandLine: 'C:\\Temp\\u.exe', logonId: '0x77' })], [session(3)]],
  ['SMB', [effect(5, { kind: 'share_access', shareName: '\\\\*\\C$', filePath: 'Temp\\u.exe', sourceAddress: A })], []],
];

describe('a logon over the network and what ran in its session', () => {
  it.each(WAYS)('by %s', (tool, signals, facts) => {
    const edge = moved(signals, facts);
    expect(edge).toMatchObject({ kind: 'lateral_movement', entity: 'pc-0412>fs-02', firstAt: T0, lastAt: T0 + 5 * MINUTE, confidence: 0.85 });
    expect(edge?.reason).toEqual({ key: 'edge_movement_logon', params: { account: ADMIN, source: 'PC-0412', host: 'FS-02', address: A, tool } });
  });

  it('by a scheduled task that nobody noticed being made: what it started leads back to the session that made it', () => {
    const task: Fact = { kind: 'service', endpointKey: 'fs-02', key: 'fs-02|\\upd', observedAt: T0 + 4.5 * MINUTE, name: '\\upd', command: 'C:\\Temp\\u.exe', logonId: '0x77' };
    const ran = effect(5, { kind: 'process_start', processGuid: 'R', processImage: 'C:\\Temp\\u.exe', processCommandLine: 'C:\\Temp\\u.exe', parentProcessImage: 'C:\\Windows\\System32\\svchost.exe', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' });
    expect(moved([ran], [session(3), task])?.reason).toMatchObject({ key: 'edge_movement_logon', params: { account: ADMIN, source: 'PC-0412' } });
    expect(moved([ran], [session(3)])).toBeUndefined();
  });

  it('has less confidence when another account was at work on the first machine', () => {
    const other = signal(rule('here', 'medium'), activity(0, { kind: 'process_start', processGuid: 'H' }));
    const edge = run([other, started(CMD, 'C:\\Windows\\System32\\wsmprovhost.exe')], [...addresses, session(3)], [], { openScore: 0 }).alerts[0]?.content.edges[0];
    expect(edge).toMatchObject({ kind: 'lateral_movement', confidence: 0.65 });
  });
});

describe('a connection to a port of remote execution and what started on the other side', () => {
  const connection = (port: number): Fact => ({ kind: 'connection', endpointKey: 'pc-0412', key: B, observedAt: T0 + 20_000, processGuid: 'H', image: 'C:\\x\\h.exe', destinationAddress: B, destinationPort: port });
  const arrived = (image: string, parent: string): Signal => effect(0.5, { kind: 'process_start', processGuid: 'R', processImage: image, parentProcessImage: parent, accountName: 'NT AUTHORITY\\SYSTEM' });

  it.each([
    [135, 'WMI', arrived(CMD, 'C:\\Windows\\System32\\wbem\\WmiPrvSE.exe')], [5985, 'PowerShell remoting', arrived(CMD, 'C:\\Windows\\System32\\wsmprovhost.exe')],
    [445, 'PsExec', effect(0.5, { kind: 'service_install', serviceName: 'PSEXESVC', accountName: 'NT AUTHORITY\\SYSTEM' })], [445, 'sc.exe', effect(0.5, { kind: 'service_install', serviceName: 'upd', accountName: 'NT AUTHORITY\\SYSTEM' })],
    [3389, 'RDP', effect(0.5, { kind: 'logon', accountName: 'NT AUTHORITY\\SYSTEM' })], [5986, 'WinRM', effect(0.5, { kind: 'remote_session', accountName: 'NT AUTHORITY\\SYSTEM' })],
    [445, 'SMB', effect(0.5, { kind: 'share_access', shareName: '\\\\*\\ADMIN$', accountName: 'NT AUTHORITY\\SYSTEM' })],
  ])('to port %i by %s', (port, tool, signalThere) => {
    const edge = moved([signalThere], [connection(port)]);
    expect(edge).toMatchObject({ kind: 'lateral_movement', confidence: 0.8, firstAt: T0, lastAt: T0 + MINUTE / 2 });
    expect(edge?.reason).toEqual({ key: 'edge_movement_connection', params: { image: 'h.exe', source: 'PC-0412', host: 'FS-02', port, seconds: 10, tool } });
  });

  it('does not count for a port that runs nothing, or for what starts there by itself', () => {
    expect(moved([arrived(CMD, 'C:\\Windows\\System32\\wsmprovhost.exe')], [connection(443)])).toBeUndefined();
    const own = { ...arrived('C:\\y\\own.exe', 'C:\\y\\menu.exe'), tactics: ['TA0002'] };
    expect(moved([own], [connection(445)])).toBeUndefined();
  });
});

describe('a file copied over a share and run on the other side', () => {
  const ran = effect(7, { kind: 'process_start', processGuid: 'R', processImage: 'C:\\Windows\\Temp\\u.exe', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' });
  const copied = (parts: Partial<Activity>): Signal => signal(rule('copy', 'low', ['TA0008']), activity(5, { kind: 'share_access', shareName: '\\\\*\\ADMIN$', filePath: 'Temp\\u.exe', ...parts }));
  const copyEdge = (signals: readonly Signal[], facts = addresses): Edge | undefined => run(signals, facts, [], { openScore: 0 }).alerts.flatMap((a) => a.content.edges).find((e) => e.reason.key === 'edge_copied_then_ran');

  it.each([
    ['the machine that was written to', copied({ endpointName: 'FS-02', accountName: ADMIN, sourceAddress: A })],
    ['a network sensor', copied({ family: 'zeek', endpointName: A, accountName: undefined, sourceAddress: A, destinationAddress: B, filePath: 'Temp/u.exe' })],
  ])('as %s saw it', (_name, copy) => {
    expect(copyEdge([copy, ran])).toMatchObject({
      kind: 'wrote_then_ran', entity: 'pc-0412>fs-02', firstAt: T0 + 5 * MINUTE, lastAt: T0 + 7 * MINUTE, confidence: 0.85, reason: { params: { file: 'u.exe', source: 'PC-0412', host: 'FS-02', seconds: 120 } },
    });
  });

  it('is not one with a program of the same name elsewhere, one that ran before, or one on the machine that it came from', () => {
    expect(copyEdge([copied({ endpointName: 'FS-02', sourceAddress: A, filePath: 'Other\\u.exe' }), ran])).toBeUndefined();
    expect(copyEdge([{ ...copied({ endpointName: 'FS-02', sourceAddress: A }), firstSeen: T0 + 9 * MINUTE }, ran])).toBeUndefined();
    expect(copyEdge([copied({ endpointName: 'FS-02', sourceAddress: B }), ran])).toBeUndefined();
    expect(copyEdge([copied({ endpointName: 'FS-02', sourceAddress: '10.9.9.9' }), ran])).toBeUndefined();
  });
});

it('takes the start of a process in a remote session for no movement when the session came from the machine itself', () => {
  expect(moved([started(CMD, 'C:\\Windows\\System32\\wsmprovhost.exe')], [logonFact('fs-02', '0x77', 3, ADMIN, B, 4), processFact('fs-02', 'RP', 'C:\\Windows\\System32\\wsmprovhost.exe')])).toBeUndefined();
});
