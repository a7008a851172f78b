import { DAY, HOUR, MINUTE, localMidnight, localMonth, localWeekday } from '../calendar';
import type { Site } from '../office/names';
import type { Machine, Office, Person } from '../office/office';
import type { Settings } from '../options';
import { Random } from '../random';

/** When each act begins, in ms after the start. One table for what is played and for what is told of it. */
export const ACTS = {
  entry: 0, execution: 60_000, persistence: 110_000, discovery: 4 * MINUTE, elevation: 9 * MINUTE, credentials: 10 * MINUTE, administrator: 11.5 * MINUTE, firstDesktop: 14 * MINUTE, secondDesktop: 15.4 * MINUTE,
  fileServer: 16.8 * MINUTE, serverCredentials: 18.5 * MINUTE, collection: 19.6 * MINUTE, exfiltration: 22 * MINUTE, evasion: 25 * MINUTE, end: 26 * MINUTE,
} as const;

/** Who plays in one intrusion, and with what. */
export interface Cast {
  index: number;
  startAt: number;
  patient: Machine & { owner: Person };
  /** Desktops that PsExec reaches, at most two. */
  desktops: readonly Machine[];
  server: Machine;
  administrator: Person;
  archive: string;
  lure: string;
  stager: Site;
  commandServer: Site;
  dropSite: Site;
  exfiltratedBytes: number;
}

const WARM_UP_MS = 6 * MINUTE;
const PATIENT_TRIES = 50;

/** The intrusions of a simulation: a pure function of its settings, so that the truth needs no run. */
export function castIntrusions(settings: Settings, office: Office): Cast[] {
  return Array.from({ length: settings.intrusions }, (_, index) => {
    const random = new Random(settings.seed, `intrusion|${index}`);
    const startAt = Math.max(settings.intrusionsAt[index] ?? workingTime(settings, random), settings.startAt + WARM_UP_MS);
    const [patient, ...desktops] = chooseDesktops(office, random, 3);
    if (patient?.owner === undefined) throw new RangeError('an intrusion needs a desktop with an owner');
    const server = office.servers.find((machine) => machine.name === 'FS-02');
    if (server === undefined) throw new RangeError('an intrusion needs the file server');
    const month = localMonth(startAt, settings.timeZoneOffsetMinutes);
    return {
      index, startAt, patient: { ...patient, owner: patient.owner }, desktops, server, administrator: office.administrator, archive: `請求書_${month}.zip`, lure: `請求書_${month}.pdf.exe`,
      stager: external(`203.0.113.${9 + index}`, `203.0.113.${9 + index}`, false), commandServer: external('cdn-sync.kumo-static.example', `203.0.113.${70 + index}`, true), dropSite: external(`203.0.113.${140 + index}`, `203.0.113.${140 + index}`, true),
      exfiltratedBytes: random.int(46_000_000, 52_000_000),
    };
  });
}

function external(host: string, address: string, secure: boolean): Site {
  return { host, address, category: 'Untested', secure };
}

/** People of other departments than IT come first; IT's own desktops only when there are no others. */
function chooseDesktops(office: Office, random: Random, wanted: number): Machine[] {
  const pool = office.desktops.filter((desktop) => desktop.owner !== undefined && !office.staff.includes(desktop.owner));
  const from = pool.length >= wanted ? pool : office.desktops;
  const chosen = new Set<Machine>();
  for (let tries = 0; chosen.size < Math.min(wanted, from.length) && tries < PATIENT_TRIES; tries += 1) chosen.add(random.pick(from));
  return [...chosen];
}

/** Between 09:30 and 15:30 on a working day of the period, or after a quarter of it when there is none. */
function workingTime(settings: Settings, random: Random): number {
  const offset = settings.timeZoneOffsetMinutes;
  const possible: number[] = [];
  for (let midnight = localMidnight(settings.startAt, offset); midnight < settings.endAt; midnight += DAY) {
    const weekday = localWeekday(midnight, offset);
    const open = settings.weekends === 'work' || (weekday !== 0 && weekday !== 6);
    const first = Math.max(midnight + 9.5 * HOUR, settings.startAt + WARM_UP_MS);
    const last = Math.min(midnight + 15.5 * HOUR, settings.endAt - ACTS.end);
    if (open && last > first) possible.push(Math.floor(first + random.next() * (last - first)));
  }
  return possible.length > 0 ? random.pick(possible) : Math.floor(settings.startAt + (settings.endAt - settings.startAt) / 4);
}
