import { CORRELATE_LIMITS } from './settings';
import type { Prevalence, Sighting, Signal } from './types';

const DAY_MS = 86_400_000;
const SUBJECT_CHARS_MAX = 300;
const ENTITY = /^(?!rule\||sensor\|)/;
/** An entity on at most this many endpoints is never a hub, however few the others have. */
export const HUB_ENDPOINTS_MIN = 12;
export const HUB_PERCENTILE = 0.99;

/** Days since 1970, UTC. */
export function dayNumber(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** Which kind of sensor a signal comes from: a product by its name, our own rules by the family of records that they read. */
export function sensorSubject({ activity }: Signal): string {
  return subject('sensor', activity.kind === 'security_alert' ? `${activity.family}/${activity.channel ?? ''}` : activity.family);
}

export function ruleSubject(signal: Signal): string {
  return subject('rule', signal.ruleId);
}

export function subject(kind: string, key: string): string {
  return `${kind}|${key}`.slice(0, SUBJECT_CHARS_MAX);
}

export function placeOf({ activity }: Signal): string {
  return activity.endpointKey ?? activity.sourceAddress ?? '';
}

/** What is to be remembered of signals, each row once. */
export function sightingsOf(signals: readonly Signal[]): Sighting[] {
  const rows = new Map<string, Sighting>();
  for (const signal of signals) {
    // A signal never spans two days: its key holds the day.
    const day = dayNumber(signal.firstSeen), place = placeOf(signal);
    for (const name of subjectsOf(signal)) rows.set(`${name}\n${place}\n${day}`, { subject: name, place, day });
  }
  return [...rows.values()];
}

function subjectsOf(signal: Signal): string[] {
  const { destinationAddress, destinationDomain, accountKey, fileSha256 } = signal.activity;
  const named: readonly (readonly [string, string | undefined])[] = [
    ['address', destinationAddress], ['domain', destinationDomain?.toLowerCase()], ['account', accountKey], ['sha256', fileSha256?.toLowerCase()],
  ];
  return [sensorSubject(signal), ruleSubject(signal), ...named.flatMap(([kind, key]) => (key === undefined ? [] : [subject(kind, key)]))];
}

/** Answers from sightings what correlation of `signals` asks: what a store answers with two queries. */
export function prevalenceOf(sightings: readonly Sighting[], signals: readonly Signal[]): Prevalence {
  const index = indexOf(sightings);
  const asked = sightingsOf(signals);
  const days = [...new Set(asked.map(({ day }) => day))];
  const spread = (name: string, day: number): { days: number; places: number } => {
    const before = [...(index.get(name)?.values() ?? [])].map((seen) => seenBefore(seen, day)).filter((seen) => seen.length > 0);
    return { days: new Set(before.flat()).size, places: before.length };
  };
  const spreads = new Map(asked.map(({ subject: name, day }) => [`${day}|${name}`, { subject: name, day }]));
  return {
    pairs: asked.map((row) => ({ ...row, seen: seenBefore(index.get(row.subject)?.get(row.place), row.day).length })).filter(({ seen }) => seen > 0),
    spreads: [...spreads.values()].map((row) => ({ ...row, ...spread(row.subject, row.day) })).filter((row) => row.days > 0),
    hubDegrees: days.map((day) => ({ day, degree: percentile([...index.keys()].filter((name) => ENTITY.test(name)).map((name) => spread(name, day).places)) })),
  };
}

function indexOf(sightings: readonly Sighting[]): Map<string, Map<string, Set<number>>> {
  const index = new Map<string, Map<string, Set<number>>>();
  for (const { subject: name, place, day } of sightings) {
    const places = index.get(name) ?? new Map<string, Set<number>>();
    places.set(place, (places.get(place) ?? new Set<number>()).add(day));
    index.set(name, places);
  }
  return index;
}

function seenBefore(days: ReadonlySet<number> | undefined, day: number): number[] {
  return [...(days ?? [])].filter((d) => d < day && d >= day - CORRELATE_LIMITS.learnDays);
}

/** The smallest degree that 99 % of the entities do not exceed; those never seen before do not count. */
function percentile(degrees: readonly number[]): number {
  const sorted = degrees.filter((degree) => degree > 0).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * HUB_PERCENTILE) - 1] ?? 0;
}
