import type { Level } from '../sigma/types';
import { shiftLevel } from './phases';
import { dayNumber, HUB_ENDPOINTS_MIN, placeOf, ruleSubject, sensorSubject, subject } from './prevalence';
import { CORRELATE_LIMITS } from './settings';
import type { Prevalence, Signal } from './types';

/**
 * How ordinary a signal was on its day, by the days before. `here` and `anywhere` are chances per day by the rule of succession: (days seen + 1) / (days watched + 2),
 * `share` is the share of watched endpoints that its rule was seen on.
 */
export interface Ordinary { watched: number; seenHere: number; seenAnywhere: number; here: number; anywhere: number; share: number }

const UNKNOWN: Ordinary = { watched: 0, seenHere: 0, seenAnywhere: 0, here: 0.5, anywhere: 0.5, share: 0 };

/** Seen on at most one earlier day, here or anywhere, and watched for long enough that this says something. */
const RARE_DAYS_MAX = 1;
const RARE_CHANCE_MAX = 0.25;
/** What would become high must be rarer still: a week and more of watching. */
const RARE_CHANCE_MAX_HIGH = 0.1;
/** Seen on nearly every day, on this endpoint or on half of all. */
const EVERYDAY_DAYS_MIN = 4;
const EVERYDAY_SHARE = 0.8;
const EVERYWHERE_SHARE = 0.5;

/** Rare in the whole organisation. */
export function isRare({ watched, seenAnywhere, anywhere }: Ordinary): boolean {
  return watched >= CORRELATE_LIMITS.learnDaysMin && seenAnywhere <= RARE_DAYS_MAX && anywhere <= RARE_CHANCE_MAX;
}

/** Seldom on this endpoint, and not daily elsewhere: enough to stand beside something rare, not to count for more. */
export function isUnusualHere({ watched, here, anywhere }: Ordinary): boolean {
  return watched >= CORRELATE_LIMITS.learnDaysMin && here <= 0.4 && anywhere <= 0.5;
}

export function isEveryday({ watched, seenHere, seenAnywhere, share }: Ordinary): boolean {
  return watched >= EVERYDAY_DAYS_MIN && (seenHere >= EVERYDAY_SHARE * watched || (seenAnywhere >= EVERYDAY_SHARE * watched && share >= EVERYWHERE_SHARE));
}

/** The level that a signal counts as here: one higher than its rule's when it is rare, but never critical; one lower when it is everyday. */
export function levelHere({ level }: Signal, ordinary: Ordinary): Level {
  if (isRare(ordinary)) return level === 'low' || (level === 'medium' && ordinary.anywhere <= RARE_CHANCE_MAX_HIGH) ? shiftLevel(level, 1) : level;
  return isEveryday(ordinary) ? shiftLevel(level, -1) : level;
}

/** Answers how ordinary things are, from what was learnt. Without it everything is unknown, which weighs neither way. */
export class Learnt {
  readonly #pairs: ReadonlyMap<string, number>;
  readonly #spreads: ReadonlyMap<string, { days: number; places: number }>;
  readonly #hubDegrees: ReadonlyMap<number, number>;

  constructor(prevalence: Prevalence | undefined) {
    this.#pairs = new Map(prevalence?.pairs.map((row) => [`${row.day}|${row.subject}|${row.place}`, row.seen]));
    this.#spreads = new Map(prevalence?.spreads.map((row) => [`${row.day}|${row.subject}`, row]));
    this.#hubDegrees = new Map(prevalence?.hubDegrees.map(({ day, degree }) => [day, degree]));
  }

  ordinary(signal: Signal): Ordinary {
    const day = dayNumber(signal.firstSeen);
    const sensor = this.#spreads.get(`${day}|${sensorSubject(signal)}`);
    if (sensor === undefined) return UNKNOWN;
    const rule = ruleSubject(signal);
    const seenHere = this.#pairs.get(`${day}|${rule}|${placeOf(signal)}`) ?? 0;
    const { days: seenAnywhere, places } = this.#spreads.get(`${day}|${rule}`) ?? { days: 0, places: 0 };
    const chance = (seen: number): number => (seen + 1) / (sensor.days + 2);
    return { watched: sensor.days, seenHere, seenAnywhere, here: chance(seenHere), anywhere: chance(seenAnywhere), share: places / sensor.places };
  }

  /** Whether an entity had touched more than a handful of endpoints before that day, and as many as 99 % of the others at least. */
  isHub(kind: string, key: string, at: number): boolean {
    const day = dayNumber(at);
    const degree = this.#spreads.get(`${day}|${subject(kind, key)}`)?.places ?? 0;
    return degree > HUB_ENDPOINTS_MIN && degree >= (this.#hubDegrees.get(day) ?? 0);
  }
}
