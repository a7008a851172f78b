import { CLOUD, SITES } from '../office/names';
import { PROGRAMS, type Program } from '../office/programs';
import type { Host, Process, SystemProcesses } from '../runtime/host';
import { logOff, logOn, requestTicket } from '../runtime/logons';
import { lookUp, sensorLookUp, visit } from '../runtime/network';
import { accessProcess, connectPipe, createRegistryKey, loadImage, runBriefly, setRegistry, writeFile } from '../runtime/processes';
import type { World } from '../runtime/world';
import { SYSTEM_TRACE, refreshPolicy, reportInventory, type MachineAct } from './upkeep';
import { shareFileOpened } from '../runtime/shares';

/** The hum of a running machine: what fills the records between the things that people do. */
export function hum(world: World, host: Host, at: number): void {
  const system = host.running;
  if (system === undefined) return;
  let left = host.random.next() * TOTAL;
  for (const [weight, act] of HUM) {
    left -= weight;
    if (left < 0) {
      act(world, host, at, system);
      return;
    }
  }
}

const helper: MachineAct = (world, host, at, system) => {
  const parent = system.wmi;
  const [program, commandLine] = host.random.pick(HELPERS);
  runBriefly(world, host, at, { program, parent, commandLine, ...(host.desk === undefined ? {} : { session: host.desk.session }) }, host.random.int(2000, 60_000));
};

const library: MachineAct = (world, host, at, system) => {
  const process = anyProcess(host, system);
  for (let count = host.random.int(1, 4), now = at; count > 0; count -= 1, now += host.random.int(1, 30)) loadImage(world, host, now, process, host.random.pick(LIBRARIES));
};

const registry: MachineAct = (world, host, at, system) => {
  const [target, details] = host.random.pick(VALUES);
  setRegistry(world, host, at, system.scheduler, target, details);
};

const registryKey: MachineAct = (world, host, at, system) => {
  createRegistryKey(world, host, at, anyProcess(host, system), host.random.pick(KEYS));
};

const pipe: MachineAct = (world, host, at, system) => {
  connectPipe(world, host, at, anyProcess(host, system), host.random.pick(['\\wkssvc', '\\lsass', '\\srvsvc', '\\InitShutdown']));
};

const temporaryFile: MachineAct = (world, host, at, system) => {
  const { desk } = host;
  const folder = desk === undefined ? 'C:\\Windows\\Temp' : `C:\\Users\\${desk.person.login}\\AppData\\Local\\Temp`;
  writeFile(world, host, at, desk?.outlook ?? system.scheduler, `${folder}\\${host.random.hex(8)}.${host.random.pick(['tmp', 'log', 'etl', 'dat', 'json'])}`);
};

const query: MachineAct = (world, host, at, system) => {
  const site = host.random.pick(SITES);
  lookUp(world, host, at, host.desk?.edge ?? system.network, site.host, site.address);
};

const quietQuery: MachineAct = (world, host, at) => {
  const server = host.random.pick(world.servers);
  sensorLookUp(world, host, at, server.machine.fqdn, server.machine.address);
};

const cloudCall: MachineAct = (world, host, at, system) => {
  const person = host.desk?.person;
  const site = host.random.pick(CLOUD_CALLS);
  visit(world, host, at, host.desk?.oneDrive ?? system.agent, {
    site, path: '/v1/collect', method: 'POST', bytesOut: host.random.int(900, 9000), bytesIn: host.random.int(300, 2000), resolve: host.random.chance(0.4), endpointEvent: host.random.chance(0.5),
    user: person?.login ?? host.account, group: person?.department.name ?? 'Domain Computers',
  });
};

const certificateList: MachineAct = (world, host, at, system) => {
  visit(world, host, at, system.network, {
    site: CLOUD.certificates, path: '/root.crl', bytesOut: 300, bytesIn: host.random.int(800, 6000), agent: 'Microsoft-CryptoAPI/10.0', mime: 'application/pkix-crl', user: host.account, group: 'Domain Computers',
  });
};

const look: MachineAct = (world, host, at, system) => {
  accessProcess(world, host, at, system.wmi, anyProcess(host, system), host.random.pick(['0x1000', '0x1400', '0x101541']), SYSTEM_TRACE);
};

const lookAtLsass: MachineAct = (world, host, at, system) => {
  accessProcess(world, host, at, system.scheduler, system.lsass, '0x1000', SYSTEM_TRACE);
};

const ticket: MachineAct = (world, host, at) => {
  requestTicket(world, host, at, host.desk?.person, host.random.pick(['cifs/FS-01', 'cifs/FS-02', 'HTTP/APP-01', 'ldap/DC-01']));
};

/** A file of the department's share is read again. */
const shareRead: MachineAct = (world, host, at) => {
  const { desk } = host;
  if (desk === undefined) return;
  const server = world.server('FS-01');
  const { department } = desk.person;
  const port = host.newPort();
  const session = logOn(world, server, at, desk.person, { type: 3, from: { host, port } });
  for (const document of department.documents) {
    const file = `${department.folder}\\${document.replace('{m}', '一覧')}`;
    shareFileOpened(world, server, at + 10 + document.length, session, host, port, department.share, `\\??\\D:\\Shares\\${department.share}`, file, 'read');
  }
  logOff(world, server, at + 30_000, session, 3);
};

/**
 * Acts by weight. What Sysmon writes all day where it is set to write everything is known from recordings: of 333,695 records of attack labs (OTRF
 * Security-Datasets) 47 % are process access (10), 22 % registry keys (12), 15 % image loads (7), 10 % registry values (13), 1.4 % files (11), 1 %
 * connections (3), 0.8 % pipes (18) and 0.3 % process creations (1); of 1,669,855 of one quiet machine in five hours (rawsec.lu, 2017) 96 % are 10 and
 * 0.01 % are 1. Real fleets filter the noisiest of it away. So this hum keeps their order with 10, 7, 12 and 13 damped, and starts ten times as many
 * processes as the recordings show: those are the records that most rules look at.
 */
const HUM: readonly (readonly [number, MachineAct])[] = [
  [24, look], [1, lookAtLsass], [8, library], [12, registryKey], [9, registry], [8, temporaryFile], [9, cloudCall], [4, query], [2, certificateList], [2, pipe], [3, helper],
  [4, quietQuery], [3, ticket], [1, shareRead], [1, refreshPolicy], [1, reportInventory],
];
const TOTAL = HUM.reduce((sum, [weight]) => sum + weight, 0);

const HELPERS: readonly (readonly [Program, string])[] = [
  [PROGRAMS.runtimeBroker, 'C:\\Windows\\System32\\RuntimeBroker.exe -Embedding'], [PROGRAMS.dllhost, 'C:\\Windows\\system32\\DllHost.exe /Processid:{AB8902B4-09CA-4BB6-B78D-A8F59079A8D5}'],
  [PROGRAMS.backgroundTask, '"C:\\Windows\\system32\\backgroundTaskHost.exe" -ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca'], [PROGRAMS.searchProtocol, '"C:\\Windows\\system32\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe1_ Global\\UsGthrCtrlFltPipeMssGthrPipe1 1 -2147483646'],
  [PROGRAMS.taskhostw, 'taskhostw.exe SYSTEM'],
];

const LIBRARIES: readonly Program[] = ['amsi.dll', 'combase.dll', 'propsys.dll', 'urlmon.dll', 'winhttp.dll', 'mswsock.dll', 'taskschd.dll', 'wbemprox.dll', 'cryptnet.dll', 'dnsapi.dll', 'profapi.dll', 'twinapi.appcore.dll'].map((file) => ({
  ...PROGRAMS.svchost, image: `C:\\Windows\\System32\\${file}`, original: file, description: file,
}));

const KEYS: readonly string[] = [
  'HKLM\\System\\CurrentControlSet\\Services\\Tcpip\\Parameters', 'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot', 'HKLM\\SOFTWARE\\Policies\\Microsoft\\SystemCertificates', 'HKU\\.DEFAULT\\Software\\Microsoft\\SystemCertificates\\My',
  'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\NetworkList\\Nla\\Cache\\Intranet', 'HKLM\\System\\CurrentControlSet\\Services\\bam\\State\\UserSettings',
];

const VALUES: readonly (readonly [string, string])[] = [
  ['HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Schedule\\TaskCache\\Tasks\\{0F5D6F0B-6D1E-4E2B-9D52-2B7A8D0F7E11}\\DynamicInfo', 'Binary Data'], ['HKLM\\System\\CurrentControlSet\\Services\\Tcpip\\Parameters\\DhcpNameServer', '10.20.1.11 10.20.1.12'],
  ['HKLM\\System\\CurrentControlSet\\Services\\W32Time\\SecureTimeLimits\\SecureTimeEstimated', 'QWORD (0x01dc8360-0x5d1ab200)'], ['HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Orchestrator\\USODiagnostics\\LastScanTime', 'DWORD (0x00000001)'],
  ['HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Group Policy\\State\\Machine\\Extension-List\\{00000000-0000-0000-0000-000000000000}\\EndTimeLo', 'DWORD (0x5d1ab200)'], ['HKLM\\SOFTWARE\\Microsoft\\SystemCertificates\\AuthRoot\\AutoUpdate\\LastSyncTime', 'Binary Data'],
];

const CLOUD_CALLS = [CLOUD.telemetry, CLOUD.mail, CLOUD.teams, CLOUD.drive, CLOUD.signIn];

function anyProcess(host: Host, system: SystemProcesses): Process {
  const { desk } = host;
  return host.random.pick([system.scheduler, system.network, system.spooler, system.agent, desk?.explorer ?? system.updater, desk?.edge ?? system.updater, desk?.teams ?? system.updater]);
}
