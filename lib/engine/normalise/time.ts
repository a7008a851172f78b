export interface ParsedTime {
  /** Epoch ms, read as UTC when the text has no zone. */
  at: number;
  zoned: boolean;
}

const AT_MAX = Date.UTC(9999, 11, 31);

/** Days since the epoch of the last date seen: records come in runs of the same day. */
let lastDate = '';
let lastDateAt = 0;

/** Parses `YYYY-MM-DD[T ]hh:mm:ss[.fraction][zone]`, the form of nearly all records; undefined when it is another one. */
function parseIso(text: string): ParsedTime | undefined {
  if (text.length < 19 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const date = text.slice(0, 10);
  if (date !== lastDate) {
    const dateAt = Date.parse(`${date}T00:00:00Z`);
    if (Number.isNaN(dateAt)) return undefined;
    lastDate = date;
    lastDateAt = dateAt;
  }
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  if (!(hour < 24 && minute < 60 && second < 61)) return undefined;
  let index = 19;
  let millis = 0;
  const mark = text.charCodeAt(19);
  if (mark === 46 || mark === 44) {
    let unit = 100;
    for (index = 20; isDigit(text.charCodeAt(index)); index++) {
      millis += (text.charCodeAt(index) - 48) * unit;
      unit /= 10;
    }
    millis = Math.floor(millis + 1e-6);
  }
  const at = lastDateAt + ((hour * 60 + minute) * 60 + second) * 1000 + millis;
  if (index === text.length) return { at, zoned: false };
  if (text.charCodeAt(index) === 90 && index + 1 === text.length) return { at, zoned: true };
  const offset = zoneOffsetMs(text.slice(index));
  return offset === undefined ? undefined : { at: at - offset, zoned: true };
}

function twoDigits(text: string, index: number): number {
  const high = text.charCodeAt(index) - 48;
  const low = text.charCodeAt(index + 1) - 48;
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function zoneOffsetMs(zone: string): number | undefined {
  const name = zone.trim();
  if (/^(?:Z|UTC|GMT)$/i.test(name)) return 0;
  const parts = /^(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})?$/i.exec(name);
  if (parts === null) return undefined;
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 60_000;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_MONTH = /^(?:[a-z]{3},?\s+)?([a-z]{3})\s+(\d{1,2}),?\s+(\d{4})\s+(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?\s*(.*)$/i;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),?\s+(\d{1,2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?\s*(am|pm)?$/i;
const DOT_NET = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** Parses the time forms that sensors write: ISO in all its variants, epochs in s, ms, µs or ns, `Oct 11 2017 06:34:09 GMT+00:00`, `8/21/2024 3:04:05 PM`. */
export function parseTime(value: unknown): ParsedTime | undefined {
  const parsed = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' && value.length <= 64 ? fromText(value) : undefined;
  return parsed !== undefined && parsed.at >= 0 && parsed.at <= AT_MAX ? parsed : undefined;
}

function fromText(text: string): ParsedTime | undefined {
  return parseIso(text) ?? fromNamedMonth(text) ?? fromSlashed(text) ?? fromDigits(text);
}

function fromDigits(text: string): ParsedTime | undefined {
  const dotNet = DOT_NET.exec(text)?.[1];
  if (dotNet !== undefined) return { at: Number(dotNet), zoned: true };
  return /^\d{1,20}(?:\.\d{1,12})?$/.test(text) ? fromEpoch(Number(text)) : undefined;
}

/** The unit follows from the size: seconds until the year 5138, milliseconds, microseconds, nanoseconds. */
function fromEpoch(value: number): ParsedTime | undefined {
  if (!Number.isFinite(value)) return undefined;
  const scale = value < 1e11 ? 1000 : value < 1e14 ? 1 : value < 1e17 ? 1e-3 : 1e-6;
  // A double holds nanoseconds of today to 256 of them: a whole millisecond must not become the one before.
  return { at: Math.floor(value * scale + (scale === 1e-6 ? 1e-3 : 1e-6)), zoned: true };
}

function fromNamedMonth(text: string): ParsedTime | undefined {
  const parts = NAMED_MONTH.exec(text);
  if (parts === null) return undefined;
  const month = MONTHS.indexOf((parts[1] ?? '').toLowerCase());
  if (month < 0) return undefined;
  const at = Date.UTC(Number(parts[3]), month, Number(parts[2]), Number(parts[4]), Number(parts[5]), Number(parts[6]), millisOf(parts[7]));
  const zone = parts[8] ?? '';
  const offset = zone === '' ? 0 : zoneOffsetMs(zone);
  return offset === undefined ? undefined : { at: at - offset, zoned: zone !== '' };
}

function fromSlashed(text: string): ParsedTime | undefined {
  const parts = SLASHED.exec(text);
  if (parts === null) return undefined;
  const half = parts[8]?.toLowerCase();
  const hour = half === undefined ? Number(parts[4]) : (Number(parts[4]) % 12) + (half === 'pm' ? 12 : 0);
  return { at: Date.UTC(Number(parts[3]), Number(parts[1]) - 1, Number(parts[2]), hour, Number(parts[5]), Number(parts[6]), millisOf(parts[7])), zoned: false };
}

function millisOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0'));
}
