import type { Fact, Signal } from '../../../../lib/engine/correlate/types';
import { activity, addressFact, logonFact, processFact, rule, signal } from './build';

const PC = 'pc-0412', FILES = 'fs-02', OTHER = 'pc-0398';
const PAYLOAD = 'C:\\Users\\tanaka\\Downloads\\invoice.exe';
const ADMIN = 'EXAMPLE\\adm-it';

/** An invented intrusion: download → discovery → a second account → PsExec to two machines → credential dump → staging → upload. */
export function intrusionSignals(): Signal[] {
  const on = (host: string) => ({ endpointName: `${host.toUpperCase()}.example.lan` });
  const child = (guid: string, image: string, command: string) => ({
    kind: 'process_start' as const, processGuid: guid, processImage: `C:\\Windows\\System32\\${image}`, processCommandLine: command, parentProcessGuid: 'P2',
    parentProcessImage: 'C:\\Windows\\System32\\cmd.exe', logonId: '0x51a2b',
  });
  return [
    signal(rule('download', 'medium', ['TA0001'], ['T1204.002']), activity(0, { kind: 'file_create', processGuid: 'E1', processImage: 'C:\\Program Files\\Edge\\msedge.exe', filePath: PAYLOAD })),
    signal(rule('start', 'medium', ['TA0002'], ['T1204.002']), activity(1, { kind: 'process_start', processGuid: 'P1', processImage: PAYLOAD, processCommandLine: `"${PAYLOAD}"`, parentProcessGuid: 'X1', parentProcessImage: 'C:\\Windows\\explorer.exe', logonId: '0x51a2b' })),
    signal(rule('whoami', 'low', ['TA0007'], ['T1033']), activity(3, child('P3', 'whoami.exe', 'whoami /all'))),
    signal(rule('systeminfo', 'low', ['TA0007'], ['T1082']), activity(4, child('P4', 'systeminfo.exe', 'systeminfo'))),
    signal(rule('nltest', 'medium', ['TA0007'], ['T1482']), activity(5, child('P5', 'nltest.exe', 'nltest /dclist:example'))),
    signal(rule('runas', 'medium', ['TA0004'], ['T1078']), activity(8, { kind: 'logon', processGuid: 'P2', processImage: 'C:\\Windows\\System32\\cmd.exe', targetAccountName: ADMIN, logonId: '0x51a2b' })),
    signal(rule('psexec', 'high', ['TA0008'], ['T1021.002']), activity(14, { kind: 'process_start', processGuid: 'P6', processImage: 'C:\\Users\\tanaka\\Downloads\\PsExec64.exe', processCommandLine: `PsExec64.exe \\\\${FILES} cmd`, parentProcessGuid: 'P2', parentProcessImage: 'C:\\Windows\\System32\\cmd.exe', accountName: ADMIN, logonId: '0x62b3c' })),
    signal(rule('psexesvc', 'high', ['TA0008', 'TA0002'], ['T1569.002']), activity(14.2, { ...on(FILES), kind: 'service_install', serviceName: 'PSEXESVC', filePath: 'C:\\Windows\\PSEXESVC.exe', accountName: ADMIN, logonId: '0x9001' })),
    signal(rule('psexesvc', 'high', ['TA0008', 'TA0002'], ['T1569.002']), activity(15, { ...on(OTHER), kind: 'service_install', serviceName: 'PSEXESVC', filePath: 'C:\\Windows\\PSEXESVC.exe', accountName: ADMIN, logonId: '0x9002' })),
    signal(rule('lsass', 'high', ['TA0006'], ['T1003.001']), activity(18, { ...on(FILES), kind: 'process_access', processGuid: 'F3', processImage: 'C:\\Temp\\pd.exe', targetProcessGuid: 'F0', targetProcessImage: 'C:\\Windows\\System32\\lsass.exe', grantedAccess: '0x1fffff', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' })),
    signal(rule('archive', 'medium', ['TA0009'], ['T1560.001']), activity(22, child('P7', 'rar.exe', 'rar a -hp C:\\Temp\\out.rar \\\\fs-02\\share'))),
    signal(rule('upload', 'medium', ['TA0010'], ['T1048']), activity(26, { family: 'web-gateway', kind: 'http_request', endpointName: '10.0.4.12', sourceAddress: '10.0.4.12', destinationDomain: 'drop.example.net', destinationAddress: '203.0.113.9', url: 'https://drop.example.net/in', bytesOut: 48_000_000, bytesIn: 2_000, httpMethod: 'POST' })),
  ];
}

export function intrusionFacts(): Fact[] {
  return [
    processFact(PC, 'P1', PAYLOAD, { parentGuid: 'X1', parentImage: 'C:\\Windows\\explorer.exe', accountName: 'EXAMPLE\\tanaka', integrity: 'Medium' }, 1),
    processFact(PC, 'P2', 'C:\\Windows\\System32\\cmd.exe', { parentGuid: 'P1', parentImage: PAYLOAD, accountName: 'EXAMPLE\\tanaka' }, 2),
    processFact(FILES, 'F1', 'C:\\Windows\\PSEXESVC.exe', { parentGuid: 'F-services', parentImage: 'C:\\Windows\\System32\\services.exe', commandLine: 'C:\\Windows\\PSEXESVC.exe', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' }, 14.25),
    processFact(FILES, 'F2', 'C:\\Windows\\System32\\cmd.exe', { parentGuid: 'F1', parentImage: 'C:\\Windows\\PSEXESVC.exe', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' }, 14.5),
    processFact(FILES, 'F3', 'C:\\Temp\\pd.exe', { parentGuid: 'F2', parentImage: 'C:\\Windows\\System32\\cmd.exe', accountName: 'NT AUTHORITY\\SYSTEM', logonId: '0x3e7' }, 17),
    addressFact(PC, '10.0.4.12'), addressFact(FILES, '10.0.1.20'), addressFact(OTHER, '10.0.4.98'),
    logonFact(FILES, '0x9001', 3, ADMIN, '10.0.4.12', 14.1), logonFact(OTHER, '0x9002', 3, ADMIN, '10.0.4.12', 14.9),
  ];
}
