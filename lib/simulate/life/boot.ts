import { PROGRAMS, type Program } from '../office/programs';
import type { Host, Process, Session, SystemProcesses } from '../runtime/host';
import { requestTicket } from '../runtime/logons';
import { sensorLookUp } from '../runtime/network';
import { startProcess } from '../runtime/processes';
import type { World } from '../runtime/world';
import { COMPANY } from '../office/names';

const KERNEL: Program = { image: 'System', original: '-', company: '-', product: '-', description: '-', version: '-' };
/** From power-on until the logon screen. */
export const BOOT_MS = 14_000;

/** Powers a machine on. Everything that runs on it later descends from what starts here; others may use it once it is up. */
export function boot(world: World, host: Host, at: number): SystemProcesses {
  host.startBoot();
  host.desk = undefined;
  let now = at;
  const kernel: Process = { guid: host.newGuid(at), pid: 4, program: KERNEL, commandLine: 'System', directory: '-', session: host.system, integrity: 'System', startedAt: at };
  const start = (program: Program, parent: Process, commandLine: string, session?: Session): Process => {
    now += host.random.int(120, 900);
    return startProcess(world, host, now, { program, parent, commandLine, ...(session === undefined ? {} : { session, integrity: 'System' as const }) });
  };
  const smss = start(PROGRAMS.smss, kernel, '\\SystemRoot\\System32\\smss.exe');
  const wininit = start(PROGRAMS.wininit, smss, 'wininit.exe');
  const winlogon = start(PROGRAMS.winlogon, smss, 'winlogon.exe');
  const services = start(PROGRAMS.services, wininit, 'C:\\Windows\\system32\\services.exe');
  const lsass = start(PROGRAMS.lsass, wininit, 'C:\\Windows\\system32\\lsass.exe');
  const service = (group: string, name: string, session?: Session): Process => start(PROGRAMS.svchost, services, `C:\\Windows\\system32\\svchost.exe -k ${group} -p -s ${name}`, session);
  const networkService: Session = { ...host.system, user: 'NETWORK SERVICE', sid: 'S-1-5-20', logonId: '0x3e4' };
  const system: SystemProcesses = {
    kernel, services, lsass, winlogon,
    network: service('NetworkService', 'Dnscache', networkService),
    scheduler: service('netsvcs', 'Schedule'),
    policy: service('netsvcs', 'gpsvc'),
    wmi: service('netsvcs', 'Winmgmt'),
    updater: service('netsvcs', 'wuauserv'),
    spooler: start(PROGRAMS.spoolsv, services, 'C:\\Windows\\System32\\spoolsv.exe'),
    defender: start(PROGRAMS.defender, services, `"${PROGRAMS.defender.image}"`),
    agent: start(PROGRAMS.assetAgent, services, `"${PROGRAMS.assetAgent.image}" --service`),
  };
  sensorLookUp(world, host, now + 300, `_ldap._tcp.dc._msdcs.${COMPANY.domain}`, world.controllerFor(host).machine.address);
  requestTicket(world, host, now + 400, undefined, 'krbtgt');
  world.agenda.plan(at + BOOT_MS, () => {
    host.running = system;
  });
  return system;
}

export function shutDown(host: Host): void {
  host.running = undefined;
  host.occupied = false;
  host.desk = undefined;
}
