import { HOUR, MINUTE, localMidnight, localWeekday } from './calendar';
import type { Settings } from './options';

const BURST_FACTOR = 10;
const BURST_MS = 2 * MINUTE;

/** How lively the office is at a moment: 1 in working hours, ten times that in the first two minutes after 09:00. */
export function liveliness(at: number, settings: Settings): number {
  const { timeZoneOffsetMinutes: offset, weekends } = settings;
  const weekday = localWeekday(at, offset);
  if (weekends === 'off' && (weekday === 0 || weekday === 6)) return 0.15;
  const time = at - localMidnight(at, offset);
  if (time >= 9 * HOUR && time < 9 * HOUR + BURST_MS) return BURST_FACTOR;
  if (time < 7 * HOUR) return 0.15;
  if (time < 8.5 * HOUR) return 0.4;
  if (time >= 12 * HOUR && time < 13 * HOUR) return 0.6;
  if (time < 18 * HOUR) return 1;
  return time < 21 * HOUR ? 0.4 : 0.15;
}

/** Records due per second of liveliness 1, so that the whole period comes to the rate that was asked for. */
export function recordsPerLivelySecond(settings: Settings): number {
  let lively = 0;
  for (let at = settings.startAt; at < settings.endAt; at += MINUTE) lively += (liveliness(at, settings) * Math.min(MINUTE, settings.endAt - at)) / 1000;
  return (settings.recordsPerSecond * (settings.endAt - settings.startAt)) / 1000 / lively;
}
