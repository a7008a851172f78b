import { CLOUD, COMPANY, type Site } from '../office/names';
import { PROGRAMS } from '../office/programs';
import type { Host, SystemProcesses } from '../runtime/host';
import { connectionEvent, flowBetween, visit } from '../runtime/network';
import { accessProcess, runBriefly, setRegistry, startProcess, writeFile, endProcess } from '../runtime/processes';
import { serviceInstalled } from '../runtime/services';
import { openShares, sensorShareFile } from '../runtime/shares';
import type { World } from '../runtime/world';
import { connRecord, zeekRecord } from '../records/zeek';

/** Something that a machine does for itself, with or without somebody at it. */
export type MachineAct = (world: World, host: Host, at: number, system: SystemProcesses) => void;

const VIEWER_SERVICE = 'C:\\Program Files\\Asagiri Viewer\\viewer-update.exe';

/** How security software and the system look at other processes: never with the right to read memory. */
const QUERY_LIMITED = '0x1000';
const QUERY = '0x1400';
export const SYSTEM_TRACE = 'C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\KERNELBASE.dll+2c13e|C:\\Windows\\System32\\svchost.exe+4a10';
const DEFENDER_TRACE = 'C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\KERNELBASE.dll+2c13e|C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.25110.5-0\\mpsvc.dll+1f2a7';

export const updateBrowser: MachineAct = (world, host, at, system) => {
  const updater = startProcess(world, host, at, { program: PROGRAMS.edgeUpdate, parent: system.scheduler, commandLine: `"${PROGRAMS.edgeUpdate.image}" /ua /installsource scheduler` });
  visitAsMachine(world, host, at + 600, updater, CLOUD.browser, '/api/v1/update', 'EdgeUpdate/1.3.1951.35');
  endProcess(world, host, at + 7000, updater);
};

export const updateOffice: MachineAct = (world, host, at, system) => {
  const updater = startProcess(world, host, at, { program: PROGRAMS.officeUpdate, parent: system.scheduler, commandLine: `"${PROGRAMS.officeUpdate.image}" /frequentupdate SCHEDULEDTASK displaylevel=False` });
  visitAsMachine(world, host, at + 900, updater, CLOUD.update, '/office/channel/v64.cab', 'OfficeClickToRun');
  endProcess(world, host, at + 15_000, updater);
};

export const updateSystem: MachineAct = (world, host, at, system) => {
  const server = world.server('WSUS-01');
  if (server === host) return;
  const worker = startProcess(world, host, at, { program: PROGRAMS.usoWorker, parent: system.updater, commandLine: 'C:\\Windows\\System32\\mousocoreworker.exe -Embedding' });
  const flow = flowBetween(host, server, at + 500, 8530, 'http', host.newPort(), 4200, host.random.int(9000, 900_000), 3.2);
  connectionEvent(world, host, at + 500, system.updater, flow, server.machine.fqdn);
  world.timeline.emit('network', at + 500, connRecord(flow));
  world.timeline.emit('network', at + 520, zeekRecord('http', flow, at + 520, {
    trans_depth: 1, method: 'POST', host: server.machine.fqdn, uri: '/ClientWebService/client.asmx', version: '1.1', user_agent: 'Windows-Update-Agent/10.0.10011.16384 Client-Protocol/2.71',
    request_body_len: 4200, response_body_len: flow.bytesIn, status_code: 200, status_msg: 'OK', tags: [], resp_mime_types: ['text/xml'],
  }));
  endProcess(world, host, at + 40_000, worker);
};

export const scanForMalware: MachineAct = (world, host, at, system) => {
  const scan = startProcess(world, host, at, { program: PROGRAMS.defenderScan, parent: system.defender, commandLine: `"${PROGRAMS.defenderScan.image}" Scan -ScheduleJob -ScanTrigger 55` });
  accessProcess(world, host, at + 2000, system.defender, system.lsass, QUERY_LIMITED, DEFENDER_TRACE);
  if (host.desk !== undefined) accessProcess(world, host, at + 2300, system.defender, host.desk.explorer, QUERY, DEFENDER_TRACE);
  setRegistry(world, host, at + 9000, system.defender, 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender\\Scan\\LastScanRun', `Binary Data ${host.random.hex(8)}`);
  endProcess(world, host, at + 30_000, scan);
};

/** The management agent reports, and now and then installs a package from the software share. */
export const reportInventory: MachineAct = (world, host, at, system) => {
  const server = world.server('APP-01');
  if (server === host) return;
  const flow = flowBetween(host, server, at, 8443, 'ssl', host.newPort(), host.random.int(4000, 22_000), 1800, 0.8);
  connectionEvent(world, host, at, system.agent, flow, server.machine.fqdn);
  world.timeline.emit('network', at, connRecord(flow));
};

export const installPackage: MachineAct = (world, host, at, system) => {
  const server = world.server('APP-01');
  if (server === host) return;
  const flow = openShares(world, host, server, at, ['haifu'], 3000, 42_000_000);
  sensorShareFile(world, at + 40, flow, server, 'haifu', 'viewer-3.1.msi', 'SMB::FILE_OPEN', 41_200_000);
  writeFile(world, host, at + 1500, system.agent, `${COMPANY.agentFolder}\\Cache\\viewer-3.1.msi`);
  const installer = startProcess(world, host, at + 2500, { program: PROGRAMS.msiexec, parent: system.agent, commandLine: `msiexec.exe /i "${COMPANY.agentFolder}\\Cache\\viewer-3.1.msi" /qn /norestart` });
  setRegistry(world, host, at + 9000, installer, 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{6B1B9C7E-52A8-4B0F-9D1C-0F6B3B1A2C11}\\DisplayName', 'Asagiri Viewer 3.1');
  setRegistry(world, host, at + 9400, system.services, 'HKLM\\System\\CurrentControlSet\\Services\\AsagiriViewerUpdate\\ImagePath', VIEWER_SERVICE);
  serviceInstalled(world, host, at + 9410, host.system, { name: 'AsagiriViewerUpdate', path: VIEWER_SERVICE, start: 'auto start' });
  endProcess(world, host, at + 12_000, installer);
};

/** Group policy is read again from the controller. */
export const refreshPolicy: MachineAct = (world, host, at, system) => {
  const controller = world.controllerFor(host);
  if (controller === host) return;
  const flow = openShares(world, host, controller, at, ['SYSVOL'], 2100, 8800);
  sensorShareFile(world, at + 30, flow, controller, 'SYSVOL', `${COMPANY.domain}\\Policies\\{31B2F340-016D-11D2-945F-00C04FB984F9}\\gpt.ini`, 'SMB::FILE_OPEN', 22);
  runBriefly(world, host, at + 800, { program: PROGRAMS.taskhostw, parent: system.scheduler, commandLine: 'taskhostw.exe' }, 20_000);
};

function visitAsMachine(world: World, host: Host, at: number, process: SystemProcesses['agent'], site: Site, path: string, agent: string): void {
  visit(world, host, at, process, { site, path, agent, user: host.account, group: 'Domain Computers', bytesOut: 900, endpointEvent: true });
}
