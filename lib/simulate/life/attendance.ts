import { MINUTE } from '../calendar';
import { CLOUD, COMPANY } from '../office/names';
import type { Person } from '../office/office';
import { PROGRAMS } from '../office/programs';
import type { Desk, Host, Session, SystemProcesses } from '../runtime/host';
import { failLogon, logOff, logOn, requestTicket, useCredentials } from '../runtime/logons';
import { visit } from '../runtime/network';
import { endProcess, runBriefly, startProcess } from '../runtime/processes';
import { openShares, sensorShareFile, shareFileOpened, shareOpened } from '../runtime/shares';
import type { World } from '../runtime/world';
import { BOOT_MS, boot, shutDown } from './boot';

/** What a person at a desk is, for requests to the web. */
export function requester(desk: Desk): { user: string; group: string } {
  return { user: desk.person.login, group: desk.person.department.name };
}

/** Someone sits down: power on if needed, log on or unlock, start the programs of the day. */
export function arrive(world: World, host: Host, at: number): void {
  const person = host.machine.owner;
  if (person === undefined || host.occupied) return;
  host.occupied = true;
  if (host.desk !== undefined) {
    unlock(world, host, at, person);
    return;
  }
  const system = boot(world, host, at);
  const now = at + BOOT_MS + host.random.int(4000, 40_000);
  if (host.random.chance(0.06)) failLogon(world, host, now - 3500, person.login, 2);
  openDesk(world, host, now, person, system);
}

/** The end of the day: most machines are switched off, some only locked. */
export function leave(world: World, host: Host, at: number, staysOn: boolean): void {
  const { desk } = host;
  host.occupied = false;
  if (desk === undefined || staysOn) return;
  for (const process of [desk.outlook, desk.edge, desk.explorer]) if (process !== undefined) endProcess(world, host, at, process);
  logOff(world, host, at + 800, desk.session, 2);
  shutDown(host);
}

export function unlock(world: World, host: Host, at: number, person: Person): void {
  if (host.running === undefined) return;
  const session = logOn(world, host, at, person, { type: 7, process: host.running.lsass, terminal: 1 });
  logOff(world, host, at + 40, session, 7);
  requestTicket(world, host, at + 20, person, 'krbtgt');
}

function openDesk(world: World, host: Host, at: number, person: Person, system: SystemProcesses): void {
  const { random } = host;
  requestTicket(world, host, at - 200, person, 'krbtgt');
  useCredentials(world, host, at - 10, host.system, person, 'localhost', system.winlogon);
  const session = logOn(world, host, at, person, { type: 2, process: system.winlogon, terminal: 1 });
  let now = at + 900;
  const userinit = startProcess(world, host, now, { program: PROGRAMS.userinit, parent: system.winlogon, session, commandLine: 'C:\\Windows\\system32\\userinit.exe' });
  now += random.int(200, 900);
  const explorer = startProcess(world, host, now, { program: PROGRAMS.explorer, parent: userinit, commandLine: 'C:\\Windows\\Explorer.EXE' });
  endProcess(world, host, now + 20_000, userinit);
  logonScript(world, host, now + 1500, person, system, session);
  const open = (program: (typeof PROGRAMS)[keyof typeof PROGRAMS], commandLine: string) => {
    now += random.int(1500, 9000);
    return startProcess(world, host, now, { program, parent: explorer, commandLine, directory: `C:\\Users\\${person.login}\\` });
  };
  const desk: Desk = { person, session, explorer };
  desk.oneDrive = open(PROGRAMS.oneDrive, `"${PROGRAMS.oneDrive.image}" /background`);
  desk.teams = open(PROGRAMS.teams, `"${PROGRAMS.teams.image}" msteams:system-initiated`);
  desk.outlook = open(PROGRAMS.outlook, `"${PROGRAMS.outlook.image}"`);
  desk.edge = open(PROGRAMS.edge, `"${PROGRAMS.edge.image}" --profile-directory=Default`);
  world.agenda.plan(now + 2000, () => {
    host.desk = desk;
  });
  visit(world, host, now + 400, desk.outlook, { ...requester(desk), site: CLOUD.signIn, path: '/common/oauth2/v2.0/token', method: 'POST', bytesOut: 3100, bytesIn: 5200 });
  visit(world, host, now + 1200, desk.outlook, { ...requester(desk), site: CLOUD.mail, path: '/mapi/emsmdb/', method: 'POST', bytesOut: 22_000, bytesIn: 480_000 });
}

/** Group policy: the logon script from NETLOGON and the drive of the department. */
function logonScript(world: World, host: Host, at: number, person: Person, system: SystemProcesses, logon: Session): void {
  const controller = world.controllerFor(host);
  const gpscript = startProcess(world, host, at, { program: PROGRAMS.gpscript, parent: system.policy, session: logon, commandLine: 'gpscript.exe /Logon' });
  const script = `\\\\${COMPANY.domain}\\NETLOGON\\logon.cmd`;
  runBriefly(world, host, at + 300, { program: PROGRAMS.cmd, parent: gpscript, commandLine: `C:\\Windows\\system32\\cmd.exe /c "${script}"` }, 1400);
  endProcess(world, host, at + 2000, gpscript);
  const flow = openShares(world, host, controller, at + 200, ['SYSVOL'], 2800, 9400);
  sensorShareFile(world, at + 260, flow, controller, 'SYSVOL', `${COMPANY.domain}\\scripts\\logon.cmd`, 'SMB::FILE_OPEN', 1840);
  const session = logOn(world, controller, at + 190, person, { type: 3, from: { host, port: flow.fromPort } });
  shareFileOpened(world, controller, at + 260, session, host, flow.fromPort, 'SYSVOL', '\\??\\C:\\Windows\\SYSVOL\\sysvol', `${COMPANY.domain}\\scripts\\logon.cmd`, 'read');
  logOff(world, controller, at + 12_000, session, 3);
  const server = world.server('FS-01');
  requestTicket(world, host, at + 2100, person, 'cifs/FS-01');
  const drive = openShares(world, host, server, at + 2200, [person.department.share], 1800, 4200);
  const driveSession = logOn(world, server, at + 2190, person, { type: 3, from: { host, port: drive.fromPort } });
  shareOpened(world, server, at + 2210, driveSession, host, drive.fromPort, person.department.share, `\\??\\D:\\Shares\\${person.department.share}`);
  logOff(world, server, at + 2200 + 10 * MINUTE, driveSession, 3);
}
