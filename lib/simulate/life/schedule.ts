import { DAY, HOUR, MINUTE, localMidnight, localWeekday } from '../calendar';
import { traitOf } from '../office/office';
import { Random } from '../random';
import type { Host } from '../runtime/host';
import type { World } from '../runtime/world';
import { administerServer, helpColleague, useManagementConsole } from './administration';
import { arrive, leave, unlock } from './attendance';
import { boot } from './boot';
import { browse, develop, installFromDownloads, meet, monthlyUpload, printDocument, readMail, syncDrive, workOnShare, type DeskAct } from './desk-work';
import { backUp, scanForVulnerabilities } from './night';
import { installPackage, refreshPolicy, reportInventory, scanForMalware, updateBrowser, updateOffice, updateSystem, type MachineAct } from './upkeep';

/** How often a day: the whole part surely, the rest by chance. */
type PerDay<Act> = readonly (readonly [number, Act])[];

const EVERYONE: PerDay<DeskAct> = [[7, browse], [5, readMail], [3.5, workOnShare], [0.7, printDocument], [1, meet], [2, syncDrive], [0.004, installFromDownloads]];
const DEVELOPERS: PerDay<DeskAct> = [[3, develop]];
const OFFICE_WORKERS: PerDay<DeskAct> = [[0.015, monthlyUpload]];
const STAFF: PerDay<DeskAct> = [[1.5, administerServer], [0.4, helpColleague], [1, useManagementConsole]];
const DESKTOP_UPKEEP: PerDay<MachineAct> = [[1, updateBrowser], [0.7, updateOffice], [0.8, updateSystem], [0.9, scanForMalware], [1, reportInventory], [1.5, refreshPolicy], [0.03, installPackage]];
const SERVER_UPKEEP: PerDay<MachineAct> = [[1, updateSystem], [1, scanForMalware], [4, reportInventory], [6, refreshPolicy]];

const STAYS_ON = 0.15;
const MIDDAY_HOURS = 12.2;
/** When the simulated time begins in the middle of a day, people are at their desks within this time. */
const CATCH_UP_MS = 5 * MINUTE;

/** Plans the life of the whole office, one local day at a time. */
export function planLife(world: World): void {
  const { startAt, endAt } = world.settings;
  for (const server of world.servers) world.agenda.plan(startAt + server.random.int(0, 8000), (at) => boot(world, server, at));
  world.agenda.plan(startAt, () => planDay(world, localMidnight(startAt, world.settings.timeZoneOffsetMinutes)));
  for (let midnight = localMidnight(startAt, world.settings.timeZoneOffsetMinutes) + DAY; midnight < endAt; midnight += DAY) world.agenda.plan(midnight, () => planDay(world, midnight));
}

function isWorkday(world: World, at: number): boolean {
  const weekday = localWeekday(at, world.settings.timeZoneOffsetMinutes);
  return world.settings.weekends === 'work' || (weekday !== 0 && weekday !== 6);
}

function planDay(world: World, midnight: number): void {
  const workday = isWorkday(world, midnight);
  for (const host of world.desktops) {
    const random = new Random(world.settings.seed, `day|${host.machine.name}|${midnight}`);
    if (random.chance(workday ? 0.94 : 0.03)) planDesk(world, host, midnight, random);
  }
  for (const server of world.servers) planServer(world, server, midnight);
}

function planDesk(world: World, host: Host, midnight: number, random: Random): void {
  const { startAt, endAt } = world.settings;
  const usual = midnight + random.around(8.9, 0.3) * HOUR;
  const leaving = midnight + random.around(18.4, 0.8) * HOUR;
  if (leaving <= startAt) return;
  const catchUp = Math.min(CATCH_UP_MS, (endAt - startAt) / 10);
  const arrival = usual >= startAt ? usual : startAt + 10_000 + random.next() * catchUp;
  world.agenda.plan(arrival, (at) => arrive(world, host, at));
  planLeaving(world, host, Math.max(leaving, arrival + 30 * MINUTE), traitOf(host.machine.name, 'stays on', world.settings.seed) < STAYS_ON);
  const lunch = midnight + MIDDAY_HOURS * HOUR + random.int(0, 40) * MINUTE;
  const { owner } = host.machine;
  if (owner !== undefined && lunch > arrival + 10 * MINUTE) world.agenda.plan(lunch, (at) => void (host.desk !== undefined && unlock(world, host, at, owner)));
  planDeskActs(world, host, arrival + 2 * MINUTE, leaving - 5 * MINUTE, usual, random);
}

function planLeaving(world: World, host: Host, at: number, staysOn: boolean): void {
  world.agenda.plan(at, (now) => {
    if (host.stayUntil > now) planLeaving(world, host, host.stayUntil + MINUTE, staysOn);
    else leave(world, host, now, staysOn);
  });
}

/** What falls before `from`, as when the simulated time begins at noon, is left out. */
function planDeskActs(world: World, host: Host, from: number, to: number, usual: number, random: Random): void {
  const department = host.machine.owner?.department.share;
  const special = department === 'joho' ? STAFF : department === 'kaihatsu' ? DEVELOPERS : OFFICE_WORKERS;
  for (const [perDay, act] of [...EVERYONE, ...special]) {
    eachTime(perDay, usual, to, from, random, (at) => world.agenda.plan(at, (now) => void (host.running !== undefined && host.desk !== undefined && act(world, host, now, host.desk, host.running))));
  }
  for (const [perDay, act] of DESKTOP_UPKEEP) eachTime(perDay, usual, to, from, random, (at) => planMachineAct(world, host, at, act));
}

function planServer(world: World, server: Host, midnight: number): void {
  const random = new Random(world.settings.seed, `day|${server.machine.name}|${midnight}`);
  const from = Math.max(midnight, world.settings.startAt + MINUTE);
  for (const [perDay, act] of SERVER_UPKEEP) eachTime(perDay, midnight, midnight + DAY, from, random, (at) => planMachineAct(world, server, at, act));
  const { role } = server.machine;
  if (role === 'file') planFrom(world, midnight + 1.5 * HOUR + random.int(0, 20) * MINUTE, from, (at) => backUp(world, server, at));
  if (role === 'scanner') planFrom(world, midnight + 22 * HOUR, from, (at) => scanForVulnerabilities(world, server, at));
}

function planFrom(world: World, at: number, from: number, run: (at: number) => void): void {
  if (at >= from) world.agenda.plan(at, run);
}

function planMachineAct(world: World, host: Host, at: number, act: MachineAct): void {
  world.agenda.plan(at, (now) => void (host.running !== undefined && act(world, host, now, host.running)));
}

function eachTime(perDay: number, begin: number, end: number, from: number, random: Random, plan: (at: number) => void): void {
  for (let left = perDay; left > 0; left -= 1) {
    if (left < 1 && !random.chance(left)) break;
    const at = begin + random.next() * (end - begin);
    if (at >= from) plan(at);
  }
}
