import type { TargetSettings } from './model';

const MINUTE_MS = 60_000, DAY_MINUTES = 1_440;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Minutes since midnight that a clock on the wall shows. */
function wallMinutes(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value ?? 0);
  return part('hour') * 60 + part('minute');
}

/** The next moment after `now` at which the clock shows `clock`. When the clocks change in between, the result follows them. */
export function nextAt(clock: string, timeZone: string, now: Date): Date {
  const wanted = minutesOf(clock), from = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const ahead = (wanted - wallMinutes(now, timeZone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const guess = new Date(from + ahead * MINUTE_MS);
  const off = ((wallMinutes(guess, timeZone) - wanted + DAY_MINUTES + DAY_MINUTES / 2) % DAY_MINUTES) - DAY_MINUTES / 2;
  const corrected = new Date(guess.getTime() - off * MINUTE_MS);
  return off === 0 || corrected <= now ? guess : corrected;
}

/** The end of the quiet hours that `now` is in; undefined outside of them. They may go over midnight. */
export function quietUntil({ quiet, timeZone }: Pick<TargetSettings, 'quiet' | 'timeZone'>, now: Date): Date | undefined {
  if (quiet === null) return undefined;
  const from = minutesOf(quiet.from), to = minutesOf(quiet.to), at = wallMinutes(now, timeZone);
  const inside = from < to ? at >= from && at < to : at >= from || at < to;
  return inside ? nextAt(quiet.to, timeZone, now) : undefined;
}

/** When what comes at `now` is to be told; undefined: at once. */
export function nextDigest({ digest, timeZone }: Pick<TargetSettings, 'digest' | 'timeZone'>, now: Date): Date | undefined {
  if (digest.kind === 'immediate') return undefined;
  if (digest.kind === 'daily') return nextAt(digest.at, timeZone, now);
  const step = digest.minutes * MINUTE_MS;
  return new Date((Math.floor(now.getTime() / step) + 1) * step);
}
