export type Instant = number | string | Date;
export interface TimeStyle { locale: string; zone: string }
export interface AbsoluteStyle extends TimeStyle { seconds?: boolean; millis?: boolean; offset?: boolean; date?: boolean }

const parts = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = parts.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23',
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    parts.set(zone, format);
  }
  return format;
}

export interface WallClock { year: string; month: string; day: string; hour: string; minute: string; second: string }

export function toMs(at: Instant): number {
  return typeof at === 'number' ? at : new Date(at).getTime();
}

/** What the clock on the wall of `zone` shows at this instant. */
export function wallClock(at: Instant, zone: string): WallClock {
  const clock: WallClock = { year: '', month: '', day: '', hour: '', minute: '', second: '' };
  for (const part of partsFormat(zone).formatToParts(toMs(at))) {
    if (part.type in clock) clock[part.type as keyof WallClock] = part.value;
  }
  return clock;
}

/** Offset of `zone` from UTC at this instant, as ISO writes it: `+09:00`. */
export function zoneOffset(at: Instant, zone: string): string {
  const ms = toMs(at);
  const clock = wallClock(ms, zone);
  const asUtc = Date.UTC(Number(clock.year), Number(clock.month) - 1, Number(clock.day), Number(clock.hour), Number(clock.minute), Number(clock.second));
  const minutes = Math.round((asUtc - Math.floor(ms / 1000) * 1000) / 60_000);
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

/** `2026-01-12 09:41:07 +09:00`: year first in both languages, so that no reader can mistake day for month. */
export function formatAbsolute(at: Instant, { zone, seconds = true, millis = false, offset = false, date = true }: AbsoluteStyle): string {
  const ms = toMs(at);
  if (Number.isNaN(ms)) return '—';
  const clock = wallClock(ms, zone);
  const fraction = millis ? `.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}` : '';
  const time = `${clock.hour}:${clock.minute}${seconds || millis ? `:${clock.second}${fraction}` : ''}`;
  return `${date ? `${clock.year}-${clock.month}-${clock.day} ` : ''}${time}${offset ? ` ${zoneOffset(ms, zone)}` : ''}`;
}

/** From–to with the date written once when both are on one day. */
export function formatSpan(from: Instant, to: Instant, style: TimeStyle & { seconds?: boolean }): string {
  const seconds = style.seconds ?? false;
  const start = formatAbsolute(from, { ...style, seconds });
  const end = formatAbsolute(to, { ...style, seconds });
  if (start === end) return start;
  return start.slice(0, 10) === end.slice(0, 10) ? `${start}–${end.slice(11)}` : `${start} – ${end}`;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [['year', 31_536_000_000], ['month', 2_592_000_000], ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];
const relative = new Map<string, Intl.RelativeTimeFormat>();

/** "3 minutes ago" / 「3 分前」, in the largest unit that fits. */
export function formatRelative(at: Instant, now: number, locale: string): string {
  const diff = toMs(at) - now;
  if (Number.isNaN(diff)) return '—';
  let format = relative.get(locale);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
    relative.set(locale, format);
  }
  for (const [unit, size] of UNITS) {
    if (Math.abs(diff) >= size) return format.format(Math.trunc(diff / size), unit);
  }
  return format.format(0, 'second');
}

const DURATIONS: readonly (readonly ['day' | 'hour' | 'minute' | 'second', number])[] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]];

/** The two largest units of a length of time: "2 hr 5 min" / 「2 時間 5 分」. */
export function formatDuration(ms: number, locale: string): string {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000);
  const said: string[] = [];
  for (const [unit, size] of DURATIONS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && said.length < 2) said.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count));
    else if (said.length === 1) break;
  }
  return said.length === 0 ? new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'short' }).format(0) : said.join(' ');
}
