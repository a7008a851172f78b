import { COMPANY } from '../office/names';
import { PROGRAMS, type Program } from '../office/programs';
import { connRecord } from '../records/zeek';
import type { Desk, Host, Process } from '../runtime/host';
import { logOff, logOn, requestTicket, useCredentials } from '../runtime/logons';
import { acceptedEvent, connectionEvent, flowBetween } from '../runtime/network';
import { endProcess, runBriefly, runScript, startProcess } from '../runtime/processes';
import type { World } from '../runtime/world';
import type { DeskAct } from './desk-work';

const SCRIPT = 'C:\\Admin\\Scripts\\Get-DiskReport.ps1';
const SCRIPT_TEXT = "Get-CimInstance -ClassName Win32_LogicalDisk -Filter 'DriveType=3' | Select-Object DeviceID, Size, FreeSpace | Export-Csv -Path C:\\Admin\\Reports\\disk.csv -Encoding utf8 -NoTypeInformation\r\n# SIG # Begin signature block";

/** IT staff administer a server over remote desktop, as the account for administration. */
export const administerServer: DeskAct = (world, host, at, desk) => {
  const server = world.server(host.random.pick(['FS-01', 'FS-02', 'APP-01', 'PRINT-01', 'WSUS-01']));
  const system = server.running;
  if (system === undefined) return;
  const { administrator } = world.office;
  const client = startProcess(world, host, at, { program: PROGRAMS.mstsc, parent: desk.explorer, commandLine: `"C:\\Windows\\system32\\mstsc.exe" /v:${server.machine.name}` });
  useCredentials(world, host, at + 9000, desk.session, administrator, `TERMSRV/${server.machine.name}`, client);
  requestTicket(world, host, at + 9100, administrator, `TERMSRV/${server.machine.name}`);
  const flow = flowBetween(host, server, at + 9200, 3389, 'ssl,rdp', host.newPort(), 900_000, 22_000_000, 600);
  connectionEvent(world, host, at + 9200, client, flow, server.machine.fqdn);
  world.timeline.emit('network', at + 9200, connRecord(flow));
  acceptedEvent(world, server, at + 9210, system.network, flow, host.machine.fqdn);
  const winlogon = startProcess(world, server, at + 9400, { program: PROGRAMS.winlogon, parent: system.services, commandLine: 'winlogon.exe' });
  const session = logOn(world, server, at + 10_000, administrator, { type: 10, from: { host, port: 0 }, process: system.scheduler, integrity: 'High', terminal: 2, privileged: true });
  const userinit = startProcess(world, server, at + 10_800, { program: PROGRAMS.userinit, parent: winlogon, session, commandLine: 'C:\\Windows\\system32\\userinit.exe' });
  const explorer = startProcess(world, server, at + 11_500, { program: PROGRAMS.explorer, parent: userinit, commandLine: 'C:\\Windows\\Explorer.EXE' });
  const end = serverWork(world, server, at + 30_000, explorer);
  endProcess(world, server, end, explorer);
  logOff(world, server, end + 900, session, 10);
  endProcess(world, host, end + 2000, client);
};

function serverWork(world: World, server: Host, at: number, explorer: Process): number {
  const { random } = server;
  let now = at;
  const console = startProcess(world, server, now, { program: PROGRAMS.mmc, parent: explorer, commandLine: '"C:\\Windows\\system32\\mmc.exe" "C:\\Windows\\system32\\services.msc"' });
  now += random.int(20_000, 60_000);
  const shell = startProcess(world, server, now, { program: PROGRAMS.powershell, parent: explorer, commandLine: `"${PROGRAMS.powershell.image}" -NoProfile -ExecutionPolicy AllSigned -File ${SCRIPT}` });
  runScript(world, server, now + 900, shell, SCRIPT_TEXT, SCRIPT);
  endProcess(world, server, now + 4000, shell);
  now += random.int(10_000, 60_000);
  const prompt = startProcess(world, server, now, { program: PROGRAMS.cmd, parent: explorer, commandLine: '"C:\\Windows\\system32\\cmd.exe"' });
  runBriefly(world, server, now + 4000, { program: PROGRAMS.sc, parent: prompt, commandLine: 'sc  query spooler' }, 120);
  runBriefly(world, server, now + 12_000, { program: PROGRAMS.ping, parent: prompt, commandLine: 'ping  fs-01' }, 3200);
  endProcess(world, server, now + 40_000, prompt);
  endProcess(world, server, now + 60_000, console);
  return now + 61_000;
}

/** The helpdesk at somebody's desk: who am I, which address; then the spooler is restarted with the administrator's password. */
function helpdeskVisit(world: World, host: Host, at: number, desk: Desk): void {
  const { administrator } = world.office;
  const prompt = startProcess(world, host, at, { program: PROGRAMS.cmd, parent: desk.explorer, commandLine: '"C:\\Windows\\system32\\cmd.exe"', directory: `C:\\Users\\${desk.person.login}\\` });
  const commands: readonly [Program, string][] = [[PROGRAMS.whoami, 'whoami'], [PROGRAMS.ipconfig, 'ipconfig  /all'], [PROGRAMS.ping, 'ping  print-01'], [PROGRAMS.gpupdate, 'gpupdate  /force']];
  let now = at;
  for (const [program, commandLine] of commands) {
    now += host.random.int(4000, 15_000);
    runBriefly(world, host, now, { program, parent: prompt, commandLine }, 900);
  }
  now += 20_000;
  const system = host.running;
  if (system === undefined) return;
  useCredentials(world, host, now, desk.session, administrator, 'localhost', system.scheduler);
  const session = logOn(world, host, now + 30, administrator, { type: 2, process: system.scheduler, logonProcess: 'seclogo', integrity: 'High', terminal: 1, privileged: true, subject: desk.session });
  const elevated = startProcess(world, host, now + 600, { program: PROGRAMS.mmc, parent: system.scheduler, session, commandLine: '"C:\\Windows\\system32\\mmc.exe" "C:\\Windows\\system32\\services.msc"' });
  endProcess(world, host, now + 90_000, elevated);
  endProcess(world, host, now + 100_000, prompt);
}

/** IT staff help a colleague who is at their desk. */
export const helpColleague: DeskAct = (world, host, at) => {
  const other = host.random.pick(world.desktops);
  if (other !== host && other.desk !== undefined) helpdeskVisit(world, other, at, other.desk);
};

/** IT staff look things up in the directory from their own machine. */
export const useManagementConsole: DeskAct = (world, host, at, desk) => {
  const controller = world.controllerFor(host);
  const console = startProcess(world, host, at, { program: PROGRAMS.mmc, parent: desk.explorer, commandLine: '"C:\\Windows\\system32\\mmc.exe" "C:\\Windows\\system32\\dsa.msc"', integrity: 'High' });
  const flow = flowBetween(host, controller, at + 2000, 389, 'ldap', host.newPort(), 16_000, 240_000, 42);
  connectionEvent(world, host, at + 2000, console, flow, `${controller.machine.name}.${COMPANY.domain}`);
  world.timeline.emit('network', at + 2000, connRecord(flow));
  endProcess(world, host, at + 400_000, console);
};
