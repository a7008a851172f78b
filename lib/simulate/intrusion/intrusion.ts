import { MINUTE, SECOND } from '../calendar';
import { arrive } from '../life/attendance';
import type { Host } from '../runtime/host';
import type { World } from '../runtime/world';
import { ACTS, castIntrusions, type Cast } from './cast';
import { playDiscovery, playElevation, playEntry, playExecution, playPersistence } from './entry';
import { playCollection, playEvasion, playExfiltration } from './exfiltration';
import { playAdministrator, playCredentials, playDesktop, playFileServer, playServerCredentials } from './lateral';
import { callHome, type Stage } from './stage';

const EARLY_MS = 80 * MINUTE;
const LINGER_MS = 30 * MINUTE;
const CALL_EVERY_MS = 60 * SECOND;

/** Plans every intrusion of the settings in the world's agenda. */
export function planIntrusions(world: World): void {
  for (const cast of castIntrusions(world.settings, world.office)) planIntrusion(world, cast);
}

function planIntrusion(world: World, cast: Cast): void {
  const patient = world.host(cast.patient.name);
  const server = world.host(cast.server.name);
  const targets = cast.desktops.map((desktop) => world.host(desktop.name));
  for (const host of [patient, ...targets]) keepPresent(world, host, cast.startAt);
  const stage: Stage = { world, cast, patient };
  const act = (offset: number, play: (at: number) => void): void => world.agenda.plan(cast.startAt + offset, play);
  act(ACTS.entry, (at) => playEntry(stage, at));
  act(ACTS.execution, (at) => playExecution(stage, at));
  act(ACTS.persistence, (at) => playPersistence(stage, at));
  planCalls(stage, cast.startAt + ACTS.persistence + CALL_EVERY_MS);
  act(ACTS.discovery, (at) => playDiscovery(stage, at));
  act(ACTS.elevation, (at) => playElevation(stage, at));
  act(ACTS.credentials, (at) => playCredentials(stage, at));
  act(ACTS.administrator, (at) => playAdministrator(stage, at));
  targets.forEach((target, index) => act(index === 0 ? ACTS.firstDesktop : ACTS.secondDesktop, (at) => playDesktop(stage, at, target)));
  act(ACTS.fileServer, (at) => playFileServer(stage, at, server));
  act(ACTS.serverCredentials, (at) => playServerCredentials(stage, at, server));
  act(ACTS.collection, (at) => playCollection(stage, at, server));
  act(ACTS.exfiltration, (at) => playExfiltration(stage, at, server));
  act(ACTS.evasion, (at) => playEvasion(stage, at, server));
}

/** Whoever plays a part is at work before it begins, and does not go home before it is over. */
function keepPresent(world: World, host: Host, at: number): void {
  world.agenda.plan(Math.max(at - EARLY_MS, world.settings.startAt + 15 * SECOND), (now) => {
    host.stayUntil = Math.max(host.stayUntil, at + ACTS.end + LINGER_MS);
    arrive(world, host, now);
  });
}

/** The implant calls home every minute, give or take a tenth, until some time after the last act. */
function planCalls(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  if (at > cast.startAt + ACTS.end + LINGER_MS / 2) return;
  world.agenda.plan(at, (now) => {
    if (stage.implant !== undefined) callHome(stage, patient, now, stage.implant, patient.random.chance(0.1));
    planCalls(stage, now + CALL_EVERY_MS + patient.random.int(-6 * SECOND, 6 * SECOND));
  });
}
