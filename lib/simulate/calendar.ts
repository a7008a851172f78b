export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

interface Civil { year: number; month: number; day: number; date: string }

let cachedDay = Number.NaN;
let cachedCivil: Civil = { year: 1970, month: 1, day: 1, date: '1970-01-01' };

/** The Gregorian date of a number of days since 1970 (Hinnant's algorithm); the last answer is kept because records come in order. */
function civilOf(day: number): Civil {
  if (day === cachedDay) return cachedCivil;
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  cachedDay = day;
  cachedCivil = { year, month, day: dayOfMonth, date: `${year}-${two(month)}-${two(dayOfMonth)}` };
  return cachedCivil;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function three(value: number): string {
  return value < 10 ? `00${value}` : value < 100 ? `0${value}` : String(value);
}

let cachedSecond = Number.NaN;
let cachedDate = '';
let cachedClock = '';

function secondOf(at: number): void {
  const second = Math.floor(at / SECOND);
  if (second === cachedSecond) return;
  const ofDay = second % 86400;
  cachedSecond = second;
  cachedDate = civilOf(Math.floor(second / 86400)).date;
  cachedClock = `${two(Math.floor(ofDay / 3600))}:${two(Math.floor(ofDay / 60) % 60)}:${two(ofDay % 60)}`;
}

/** `2026-01-12T00:41:03.120Z` */
export function isoTime(at: number): string {
  secondOf(at);
  return `${cachedDate}T${cachedClock}.${three(at % SECOND)}Z`;
}

/** `2026-01-12T00:41:03.120000Z`, as the network sensor writes it. */
export function sensorTime(at: number): string {
  secondOf(at);
  return `${cachedDate}T${cachedClock}.${three(at % SECOND)}000Z`;
}

/** `2026-01-12 00:41:03.120`, UTC, as Sysmon writes it. */
export function sysmonTime(at: number): string {
  secondOf(at);
  return `${cachedDate} ${cachedClock}.${three(at % SECOND)}`;
}

/** `Jan 12 2026 00:41:03 +0000`, as the web gateway writes it. */
export function gatewayTime(at: number): string {
  secondOf(at);
  const civil = civilOf(Math.floor(at / DAY));
  return `${MONTHS[civil.month - 1] ?? ''} ${two(civil.day)} ${civil.year} ${cachedClock} +0000`;
}

/** `20260112` of the office's local date, for file names. */
export function localDateDigits(at: number, offsetMinutes: number): string {
  return civilOf(Math.floor((at + offsetMinutes * MINUTE) / DAY)).date.replaceAll('-', '');
}

/** `2026-01` of the office's local date. */
export function localMonth(at: number, offsetMinutes: number): string {
  return civilOf(Math.floor((at + offsetMinutes * MINUTE) / DAY)).date.slice(0, 7);
}

/** First millisecond of the local day that `at` falls in. */
export function localMidnight(at: number, offsetMinutes: number): number {
  const shift = offsetMinutes * MINUTE;
  return Math.floor((at + shift) / DAY) * DAY - shift;
}

/** 0 = Sunday. */
export function localWeekday(at: number, offsetMinutes: number): number {
  return (Math.floor((at + offsetMinutes * MINUTE) / DAY) + 4) % 7;
}
