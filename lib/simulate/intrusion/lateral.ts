import { PROGRAMS, unsigned } from '../office/programs';
import { connRecord } from '../records/zeek';
import type { Host, Process } from '../runtime/host';
import { logOn, requestTicket, useCredentials } from '../runtime/logons';
import { acceptedEvent, connectionEvent, flowBetween } from '../runtime/network';
import { accessProcess, createPipe, endProcess, runBriefly, setRegistry, startProcess, writeFile } from '../runtime/processes';
import { serviceInstalled } from '../runtime/services';
import { openShares, sensorCall, sensorShareFile, shareFileOpened, shareOpened } from '../runtime/shares';
import { IMPLANT_ON_TARGET, STAGE, dumpCommand, psexecImplant, psexecShell } from './lines';
import { callHome, needed, systemOf, type Stage } from './stage';

const DUMP_TRACE = 'C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\KERNELBASE.dll+2c13e|C:\\Windows\\System32\\comsvcs.dll+3a5f1|C:\\Windows\\System32\\rundll32.exe+3b2a';
const INJECTED_TRACE = 'C:\\Windows\\SYSTEM32\\ntdll.dll+9d4c4|C:\\Windows\\System32\\KERNELBASE.dll+2c13e|UNKNOWN(000001D2A4C71F30)';

/** The implant reads LSASS, then a shell dumps it with a library of the system. */
export function playCredentials(stage: Stage, at: number): void {
  const { world, patient } = stage;
  const elevated = needed(stage.elevated, 'elevated implant');
  const { lsass } = systemOf(patient);
  accessProcess(world, patient, at, elevated, lsass, '0x1010', INJECTED_TRACE);
  const shell = startProcess(world, patient, at + 20_000, { program: PROGRAMS.cmd, parent: elevated, commandLine: `C:\\Windows\\system32\\cmd.exe /c ${dumpCommand(lsass.pid, 'ls.dmp')}` });
  dump(stage, patient, at + 20_200, shell, 'ls.dmp');
  endProcess(world, patient, at + 26_000, shell);
}

/** With the password of the account for administration, a shell as that account. */
export function playAdministrator(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  const elevated = needed(stage.elevated, 'elevated implant');
  const { scheduler } = systemOf(patient);
  useCredentials(world, patient, at, elevated.session, cast.administrator, 'localhost', elevated);
  const session = logOn(world, patient, at + 20, cast.administrator, { type: 2, process: scheduler, logonProcess: 'seclogo', integrity: 'High', terminal: 1, privileged: true, subject: elevated.session });
  requestTicket(world, patient, at + 30, cast.administrator, 'krbtgt');
  stage.adminShell = startProcess(world, patient, at + 600, { program: PROGRAMS.cmd, parent: elevated, session, commandLine: 'C:\\Windows\\system32\\cmd.exe' });
  writeFile(world, patient, at + 30_000, elevated, PROGRAMS.psexec.image);
}

/** PsExec with `-c`: the implant is copied to the desktop and started there by the service, as the system. */
export function playDesktop(stage: Stage, at: number, target: Host): void {
  const { world, cast } = stage;
  const service = psexec(stage, at, target, psexecImplant(cast, target.machine.name), true);
  const implant = startProcess(world, target, at + 9000, { program: unsigned(IMPLANT_ON_TARGET), parent: service, commandLine: `"${IMPLANT_ON_TARGET}"` });
  const shell = startProcess(world, target, at + 30_000, { program: PROGRAMS.cmd, parent: implant, commandLine: 'C:\\Windows\\system32\\cmd.exe /c net localgroup Administrators' });
  runBriefly(world, target, at + 30_100, { program: PROGRAMS.net, parent: shell, commandLine: 'net  localgroup Administrators' }, 400);
  endProcess(world, target, at + 30_700, shell);
  callHome(stage, target, at + 12_000, implant, true);
  for (let call = 1; call <= 8; call += 1) world.agenda.plan(at + 12_000 + call * 60_000 + target.random.int(-3000, 3000), (now) => callHome(stage, target, now, implant, false));
}

/** PsExec with a shell on the file server; tools follow over its administrative share. */
export function playFileServer(stage: Stage, at: number, target: Host): void {
  const { world, cast, patient } = stage;
  const service = psexec(stage, at, target, psexecShell(target.machine.name), false);
  stage.serverShell = startProcess(world, target, at + 9000, { program: PROGRAMS.cmd, parent: service, commandLine: 'cmd.exe' });
  const flow = openShares(world, patient, target, at + 40_000, ['C$'], 1_310_000, 5200);
  const session = logOn(world, target, at + 39_990, cast.administrator, { type: 3, from: { host: patient, port: flow.fromPort }, privileged: true });
  shareOpened(world, target, at + 40_020, session, patient, flow.fromPort, 'C$', '\\??\\C:\\');
  shareFileOpened(world, target, at + 40_100, session, patient, flow.fromPort, 'C$', '\\??\\C:\\', 'ProgramData\\mon\\7za.exe', 'write');
  sensorShareFile(world, at + 40_110, flow, target, 'C$', 'ProgramData\\mon\\7za.exe', 'SMB::FILE_WRITE', 1_296_384);
  writeFile(world, target, at + 40_200, systemOf(target).kernel, `${STAGE}7za.exe`);
}

export function playServerCredentials(stage: Stage, at: number, target: Host): void {
  const { world } = stage;
  const shell = needed(stage.serverShell, 'shell on the server');
  dump(stage, target, at, shell, 'fs.dmp');
  runBriefly(world, target, at + 21_000, { program: PROGRAMS.reg, parent: shell, commandLine: `reg  save HKLM\\SAM ${STAGE}s.hiv` }, 600);
  runBriefly(world, target, at + 29_000, { program: PROGRAMS.reg, parent: shell, commandLine: `reg  save HKLM\\SYSTEM ${STAGE}y.hiv` }, 900);
}

function dump(stage: Stage, host: Host, at: number, shell: Process, name: string): void {
  const { world } = stage;
  const { lsass } = systemOf(host);
  const tool = startProcess(world, host, at, { program: PROGRAMS.rundll32, parent: shell, commandLine: dumpCommand(lsass.pid, name) });
  accessProcess(world, host, at + 150, tool, lsass, '0x1FFFFF', DUMP_TRACE);
  writeFile(world, host, at + 400, tool, `${STAGE}${name}`);
  endProcess(world, host, at + 2600, tool);
}

/** PsExec as all sensors see it: source process, sensor's SMB and RPC lines, logon, share access and service on the target. Answers the service. */
function psexec(stage: Stage, at: number, target: Host, commandLine: string, copiesImplant: boolean): Process {
  const { world, cast, patient } = stage;
  const system = systemOf(target);
  const tool = startProcess(world, patient, at, { program: PROGRAMS.psexec, parent: needed(stage.adminShell, 'shell of the administrator'), commandLine, directory: STAGE });
  requestTicket(world, patient, at + 150, cast.administrator, `cifs/${target.machine.name}`);
  const flow = openShares(world, patient, target, at + 300, ['ADMIN$', 'IPC$'], copiesImplant ? 1_060_000 : 432_000, 26_000);
  connectionEvent(world, patient, at + 300, systemOf(patient).kernel, flow, target.machine.fqdn);
  acceptedEvent(world, target, at + 320, system.kernel, flow, patient.machine.fqdn);
  const mapper = flowBetween(patient, target, at + 2600, 135, 'dce_rpc', patient.newPort(), 900, 700, 0.4);
  connectionEvent(world, patient, at + 2600, tool, mapper, target.machine.fqdn);
  world.timeline.emit('network', at + 2600, connRecord(mapper));
  const session = logOn(world, target, at + 340, cast.administrator, { type: 3, from: { host: patient, port: flow.fromPort }, privileged: true });
  const from = [patient, flow.fromPort] as const;
  shareOpened(world, target, at + 400, session, ...from, 'ADMIN$', '\\??\\C:\\Windows');
  dropped(stage, target, at + 600, session, from, flow, 'PSEXESVC.exe', 716_176);
  if (copiesImplant) dropped(stage, target, at + 1400, session, from, flow, 'synchost.exe', 618_496);
  ['OpenSCManagerW', 'CreateServiceWOW64W', 'StartServiceW'].forEach((operation, index) => sensorCall(world, at + 2700 + index * 90, flow, '\\pipe\\svcctl', 'svcctl', operation));
  shareFileOpened(world, target, at + 2690, session, ...from, 'IPC$', '-', 'svcctl', 'write');
  installedService(stage, target, at + 2800, session);
  const service = startProcess(world, target, at + 3100, { program: PROGRAMS.psexecService, parent: system.services, commandLine: 'C:\\Windows\\PSEXESVC.exe' });
  createPipe(world, target, at + 3300, service, '\\PSEXESVC');
  for (const stream of ['stdin', 'stdout', 'stderr']) shareFileOpened(world, target, at + 3600, session, ...from, 'IPC$', '-', `PSEXESVC-${patient.machine.name}-${tool.pid}-${stream}`, 'write');
  return service;
}

function dropped(stage: Stage, target: Host, at: number, session: Process['session'], from: readonly [Host, number], flow: Parameters<typeof sensorShareFile>[2], name: string, bytes: number): void {
  const { world } = stage;
  shareFileOpened(world, target, at, session, ...from, 'ADMIN$', '\\??\\C:\\Windows', name, 'write');
  sensorShareFile(world, at + 10, flow, target, 'ADMIN$', name, 'SMB::FILE_WRITE', bytes);
  writeFile(world, target, at + 20, systemOf(target).kernel, `C:\\Windows\\${name}`);
}

function installedService(stage: Stage, target: Host, at: number, session: Process['session']): void {
  const { world } = stage;
  const { services } = systemOf(target);
  setRegistry(world, target, at, services, 'HKLM\\System\\CurrentControlSet\\Services\\PSEXESVC\\ImagePath', '%%SystemRoot%%\\PSEXESVC.exe');
  serviceInstalled(world, target, at + 10, session, { name: 'PSEXESVC', path: '%SystemRoot%\\PSEXESVC.exe', start: 'demand start' });
}
