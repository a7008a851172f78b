import 'server-only';
import { HUB_ENDPOINTS_MIN, HUB_PERCENTILE, sightingsOf } from '../engine/correlate/prevalence';
import { CORRELATE_LIMITS } from '../engine/correlate/settings';
import type { Prevalence, Sighting, Signal } from '../engine/correlate/types';
import type { Tx } from '../platform/tx';

interface Spread { subject: string; day: number; days: number; places: number }

/** Answers kept at most in memory; past it all are asked again. */
const ANSWERS_MAX = 200_000;
const pairKey = ({ subject, place, day }: Sighting): string => `${day}|${subject}|${place}`;

/** Adds rows; those that were not there before. */
async function insertSightings(tx: Tx, tenantId: number, rows: readonly Sighting[]): Promise<Sighting[]> {
  if (rows.length === 0) return [];
  return tx.$queryRaw<Sighting[]>`
    INSERT INTO sighting (tenant_id, subject, place, day)
    SELECT ${tenantId}, r.subject, r.place, r.day FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(subject text, place text, day int)
    ON CONFLICT DO NOTHING RETURNING subject, place, day`;
}

/** On how many of the days before its own each row was seen. */
async function readPairs(tx: Tx, tenantId: number, asked: readonly Sighting[]): Promise<(Sighting & { seen: number })[]> {
  if (asked.length === 0) return [];
  return tx.$queryRaw<(Sighting & { seen: number })[]>`
    SELECT q.subject, q.place, q.day, count(*)::int AS seen FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q(subject text, place text, day int)
    JOIN sighting s ON s.tenant_id = ${tenantId} AND s.subject = q.subject AND s.place = q.place AND s.day < q.day AND s.day >= q.day - ${CORRELATE_LIMITS.learnDays}::int
    GROUP BY q.subject, q.place, q.day`;
}

/** On how many of the days before, and at how many places, each subject was seen. */
async function readSpreads(tx: Tx, tenantId: number, asked: readonly { subject: string; day: number }[]): Promise<Spread[]> {
  if (asked.length === 0) return [];
  return tx.$queryRaw<Spread[]>`
    SELECT q.subject, q.day, count(DISTINCT s.day)::int AS days, count(DISTINCT s.place)::int AS places
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS q(subject text, day int)
    JOIN sighting s ON s.tenant_id = ${tenantId} AND s.subject = q.subject AND s.day < q.day AND s.day >= q.day - ${CORRELATE_LIMITS.learnDays}::int
    GROUP BY q.subject, q.day`;
}

/** How many places 99 % of the entities did not exceed before that day. */
async function readHubDegree(tx: Tx, tenantId: number, day: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ degree: number | null }[]>`
    SELECT percentile_disc(${HUB_PERCENTILE}::float8) WITHIN GROUP (ORDER BY places)::int AS degree FROM (
      SELECT count(DISTINCT place) AS places FROM sighting
      WHERE tenant_id = ${tenantId} AND day < ${day}::int AND day >= ${day}::int - ${CORRELATE_LIMITS.learnDays}::int AND subject !~ '^(rule|sensor)\\|' GROUP BY subject
    ) entity`;
  return row?.degree ?? 0;
}

/** Rows are kept so long after they were learnt: old records may be sent late and are judged by their own days. */
const KEPT_DAYS = 100;

async function forgetSightings(tx: Tx, tenantId: number): Promise<void> {
  await tx.$executeRaw`DELETE FROM sighting WHERE tenant_id = ${tenantId} AND learnt_on < CURRENT_DATE - ${KEPT_DAYS}::int`;
}

/**
 * What a tenant has learnt, as far as its steps asked. An answer for a day depends on the days before it alone, so it is kept until one of them changes. True as long
 * as no other process makes a step, as everything that is held between steps.
 */
export class WorkingPrevalence {
  readonly #learnt = new Set<string>();
  readonly #pairs = new Map<string, Sighting & { seen: number }>();
  readonly #spreads = new Map<string, Spread>();
  readonly #hubDegrees = new Map<number, number>();
  /** The latest day that was asked about. */
  #latest = 0;
  /** The latest day on which old rows were let go. */
  #tidied = 0;

  /** Remembers these signals, in the transaction that stores them. */
  async learn(tx: Tx, tenantId: number, signals: readonly Signal[]): Promise<void> {
    const fresh = sightingsOf(signals).filter((row) => !this.#learnt.has(pairKey(row)));
    for (const row of fresh) this.#learnt.add(pairKey(row));
    const inserted = await insertSightings(tx, tenantId, fresh);
    this.#forgetAfter(inserted);
    const newest = inserted.reduce((latest, { day }) => Math.max(latest, day), 0);
    // Once for each new day, not once for each step.
    if (newest > this.#tidied) {
      this.#tidied = newest;
      await forgetSightings(tx, tenantId);
    }
    if (this.#learnt.size > ANSWERS_MAX) this.#learnt.clear();
  }

  /** What is known of the ordinary life that these signals are judged by. */
  async of(tx: Tx, tenantId: number, signals: readonly Signal[]): Promise<Prevalence> {
    if (this.#pairs.size + this.#spreads.size > ANSWERS_MAX) this.#clear();
    const asked = sightingsOf(signals);
    for (const { day } of asked) this.#latest = Math.max(this.#latest, day);
    const pairs = asked.filter((row) => !this.#pairs.has(pairKey(row)));
    const spreads = [...new Map(asked.map(({ subject, day }) => [`${day}|${subject}`, { subject, day }])).values()];
    for (const row of pairs) this.#pairs.set(pairKey(row), { ...row, seen: 0 });
    for (const row of await readPairs(tx, tenantId, pairs)) this.#pairs.set(pairKey(row), row);
    const unknown = spreads.filter(({ subject, day }) => !this.#spreads.has(`${day}|${subject}`));
    for (const row of unknown) this.#spreads.set(`${row.day}|${row.subject}`, { ...row, days: 0, places: 0 });
    for (const row of await readSpreads(tx, tenantId, unknown)) this.#spreads.set(`${row.day}|${row.subject}`, row);
    const answers = spreads.flatMap(({ subject, day }) => this.#spreads.get(`${day}|${subject}`) ?? []).filter(({ days }) => days > 0);
    return { pairs: asked.flatMap((row) => this.#pairs.get(pairKey(row)) ?? []).filter(({ seen }) => seen > 0), spreads: answers, hubDegrees: await this.#hubs(tx, tenantId, answers) };
  }

  /** Only days on which an asked entity may be a hub: the question goes through all that was learnt. */
  async #hubs(tx: Tx, tenantId: number, spreads: readonly Spread[]): Promise<{ day: number; degree: number }[]> {
    const days = new Set(spreads.filter(({ subject, places }) => places > HUB_ENDPOINTS_MIN && !/^(?:rule|sensor)\|/.test(subject)).map(({ day }) => day));
    for (const day of days) if (!this.#hubDegrees.has(day)) this.#hubDegrees.set(day, await readHubDegree(tx, tenantId, day));
    return [...days].map((day) => ({ day, degree: this.#hubDegrees.get(day) ?? 0 }));
  }

  /** Answers for later days that new rows change: none, as long as records come in the order of days. */
  #forgetAfter(rows: readonly Sighting[]): void {
    const late = rows.filter(({ day }) => day < this.#latest);
    if (late.length === 0) return;
    const learnt = new Map<string, number[]>();
    for (const { subject, day } of late) learnt.set(subject, [...(learnt.get(subject) ?? []), day]);
    const isChanged = (day: number, days: readonly number[]): boolean => days.some((from) => day > from && day <= from + CORRELATE_LIMITS.learnDays);
    for (const [key, { subject, day }] of this.#pairs) if (isChanged(day, learnt.get(subject) ?? [])) this.#pairs.delete(key);
    for (const [key, { subject, day }] of this.#spreads) if (isChanged(day, learnt.get(subject) ?? [])) this.#spreads.delete(key);
    this.#hubDegrees.clear();
  }

  #clear(): void {
    this.#pairs.clear();
    this.#spreads.clear();
    this.#hubDegrees.clear();
  }
}
