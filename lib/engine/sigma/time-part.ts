export const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof TIME_PARTS)[number];

const WRITTEN = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2}))?/;
const EPOCH = /^\d{9,19}(?:\.\d+)?$/;

/** Week of the year by ISO 8601 (the week of the year's first Thursday is 1). */
function isoWeek(year: number, month: number, day: number): number {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}

function pick(part: TimePart, year: number, month: number, day: number, hour: number | undefined, minute: number | undefined): number | undefined {
  switch (part) {
    case 'year': return year;
    case 'month': return month;
    case 'week': return isoWeek(year, month, day);
    case 'day': return day;
    case 'hour': return hour;
    case 'minute': return minute;
  }
}

/** One number of a date as the sender wrote it (no zone conversion); epochs in s, ms, µs or ns are read as UTC. */
export function timePartOf(text: string, part: TimePart): number | undefined {
  const written = WRITTEN.exec(text);
  if (written) {
    const [, year, month, day, hour, minute] = written;
    return pick(part, Number(year), Number(month), Number(day), hour === undefined ? undefined : Number(hour), minute === undefined ? undefined : Number(minute));
  }
  if (!EPOCH.test(text)) return undefined;
  let milliseconds = Number(text) * 1000;
  while (milliseconds > 1e14) milliseconds /= 1000;
  const date = new Date(milliseconds);
  return pick(part, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes());
}
