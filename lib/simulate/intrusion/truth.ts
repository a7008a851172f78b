import type { Phase } from '../../engine/correlate/types';
import { buildOffice } from '../office/office';
import type { Settings } from '../options';
import { ACTS, castIntrusions, type Cast } from './cast';
import { ARCHIVE_COMMAND, CLEAR_COMMANDS, DISCOVERY, downloads, encodedCommand, implantPath, psexecImplant, psexecShell, stagerUrl, uploadCommand } from './lines';

interface TruthStep {
  phase: Phase;
  at: number;
  until: number;
  hosts: readonly string[];
  users: readonly string[];
  techniques: readonly string[];
  summary: string;
  /** Texts that records of this time must contain (as written, before JSON escaping). */
  evidence: readonly string[];
}

interface IntrusionTruth {
  startAt: number;
  endAt: number;
  hosts: readonly string[];
  users: readonly string[];
  techniques: readonly string[];
  /** Addresses outside the office. */
  addresses: readonly string[];
  steps: readonly TruthStep[];
}

export interface SimulationTruth { intrusions: readonly IntrusionTruth[] }

/** What happens in each intrusion; steps that would end after the simulated time are not part of it. */
export function truthOf(settings: Settings): SimulationTruth {
  const office = buildOffice(settings.endpoints, settings.seed);
  return { intrusions: castIntrusions(settings, office).map((cast) => tell(cast, settings.endAt)) };
}

function tell(cast: Cast, endAt: number): IntrusionTruth {
  const steps = stepsOf(cast).filter((step) => step.until < endAt);
  const all = (pick: (step: TruthStep) => readonly string[]): string[] => [...new Set(steps.flatMap((step) => pick(step)))].sort();
  return {
    startAt: cast.startAt, endAt: Math.min(cast.startAt + ACTS.end, endAt), hosts: all((step) => step.hosts), users: all((step) => step.users), techniques: all((step) => step.techniques),
    addresses: [cast.stager.address, cast.commandServer.address, cast.dropSite.address], steps,
  };
}

function stepsOf(cast: Cast): TruthStep[] {
  const user = cast.patient.owner.login;
  const admin = cast.administrator.login;
  const pc = cast.patient.name;
  const server = cast.server.name;
  const step = (phase: Phase, from: number, to: number, hosts: readonly string[], users: readonly string[], techniques: readonly string[], summary: string, evidence: readonly string[]): TruthStep => ({
    phase, at: cast.startAt + from, until: cast.startAt + to, hosts, users, techniques, summary, evidence,
  });
  return [
    step('initial_access', ACTS.entry, ACTS.execution, [pc], [user], ['T1566.002', 'T1204.002', 'T1036.007'], `${user} downloaded ${cast.archive} in Edge and opened ${cast.lure}`, [`${downloads(cast)}${cast.archive}:Zone.Identifier`, cast.lure]),
    step('execution', ACTS.execution, ACTS.persistence, [pc], [user], ['T1059.001', 'T1027.010', 'T1105'], `${cast.lure} started hidden PowerShell, which fetched ${stagerUrl(cast)}`, [encodedCommand(cast), implantPath(cast), cast.stager.address]),
    step('persistence', ACTS.persistence, ACTS.discovery, [pc], [user], ['T1547.001'], 'The implant was added to the Run key', ['CurrentVersion\\Run\\SyncHost']),
    step('command_and_control', ACTS.persistence, ACTS.end, [pc], [user], ['T1071.001'], `The implant called ${cast.commandServer.host} every minute`, [cast.commandServer.host, cast.commandServer.address]),
    step('discovery', ACTS.discovery, ACTS.elevation, [pc], [user], ['T1033', 'T1082', 'T1069.002', 'T1482', 'T1057'], 'Commands that look around the machine and the domain', DISCOVERY),
    step('privilege_escalation', ACTS.elevation, ACTS.credentials, [pc], [user], ['T1548.002'], 'User account control was bypassed with fodhelper', ['ms-settings\\shell\\open\\command']),
    step('credential_access', ACTS.credentials, ACTS.administrator, [pc], [user], ['T1003.001'], 'LSASS was read and dumped with comsvcs.dll', ['comsvcs.dll, MiniDump', '0x1010']),
    step('privilege_escalation', ACTS.administrator, ACTS.firstDesktop, [pc], [user, admin], ['T1078.002'], `A shell was started as ${admin}`, [admin]),
    ...cast.desktops.map((desktop, index) => {
      const begin = index === 0 ? ACTS.firstDesktop : ACTS.secondDesktop;
      return step('lateral_movement', begin, begin + 60_000, [pc, desktop.name], [admin], ['T1021.002', 'T1569.002', 'T1570'], `PsExec from ${pc} started the implant on ${desktop.name}`, [psexecImplant(cast, desktop.name), 'PSEXESVC']);
    }),
    step('lateral_movement', ACTS.fileServer, ACTS.serverCredentials, [pc, server], [admin], ['T1021.002', 'T1569.002'], `PsExec from ${pc} opened a shell on ${server}`, [psexecShell(server), 'PSEXESVC']),
    step('credential_access', ACTS.serverCredentials, ACTS.collection, [server], [], ['T1003.001', 'T1003.002'], `LSASS and the SAM were dumped on ${server}`, ['comsvcs.dll, MiniDump', 'reg  save HKLM\\SAM']),
    step('collection', ACTS.collection, ACTS.exfiltration, [server], [], ['T1560.001', 'T1074.001', 'T1039'], 'Two shares were packed with a password', [ARCHIVE_COMMAND]),
    step('exfiltration', ACTS.exfiltration, ACTS.evasion, [server], [], ['T1048.002'], `${Math.round(cast.exfiltratedBytes / 1e6)} MB were uploaded to ${cast.dropSite.address}`, [uploadCommand(cast), String(cast.exfiltratedBytes)]),
    step('defense_evasion', ACTS.evasion, ACTS.end, [server], [], ['T1070.001', 'T1070.004'], 'The archive was deleted and the logs cleared', CLEAR_COMMANDS),
  ];
}
