import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromLocalInput, toLocalInput } from '@/components/filter/zoned-input';
import { formatAbsolute, formatDuration, formatRelative, formatSpan, zoneOffset } from '@/components/time/format';

const ZONES = ['Asia/Tokyo', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Europe/London'] as const;
const at = Date.UTC(2026, 0, 12, 0, 41, 7);
const MINUTE_MS = 60_000;

describe('absolute time', () => {
  it('shows the wall clock of the zone with its offset', () => {
    expect(formatAbsolute(at, { locale: 'ja', zone: 'Asia/Tokyo', offset: true })).toBe('2026-01-12 09:41:07 +09:00');
    expect(formatAbsolute(at, { locale: 'en', zone: 'Asia/Kolkata', offset: true })).toBe('2026-01-12 06:11:07 +05:30');
  });

  it('follows the change of offset in New York', () => {
    expect(zoneOffset(Date.UTC(2026, 2, 8, 6, 59), 'America/New_York')).toBe('-05:00');
    expect(zoneOffset(Date.UTC(2026, 2, 8, 7, 0), 'America/New_York')).toBe('-04:00');
  });

  it('with its offset reads back as the same instant', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) }), fc.constantFrom(...ZONES), (ms, zone) => {
      const [date, time, offset] = formatAbsolute(ms, { locale: 'en', zone, millis: true, offset: true }).split(' ');
      expect(Date.parse(`${date}T${time}${offset}`)).toBe(ms);
    }), { seed: 7 });
  });

  it('says the date once when a span stays within one day', () => {
    expect(formatSpan(at, at + 26 * MINUTE_MS, { locale: 'en', zone: 'Asia/Tokyo' })).toBe('2026-01-12 09:41–10:07');
    expect(formatSpan(at, at + 86_400_000, { locale: 'en', zone: 'Asia/Tokyo' })).toBe('2026-01-12 09:41 – 2026-01-13 09:41');
  });

  it('shows a dash for what is no time', () => {
    expect(formatAbsolute('not a time', { locale: 'en', zone: 'UTC' })).toBe('—');
  });
});

describe('relative time and durations', () => {
  it('use the largest unit that fits, in the reader’s language', () => {
    expect(formatRelative(at - 3 * MINUTE_MS, at, 'ja')).toBe('3 分前');
    expect(formatRelative(at - 59_000, at, 'en')).toBe('59 sec. ago');
    expect(formatRelative(at - 49 * 3_600_000, at, 'en')).toBe('2 days ago');
  });

  it('name at most two neighbouring units', () => {
    expect(formatDuration(2 * 3_600_000 + 5 * MINUTE_MS + 3000, 'en')).toBe('2 hr 5 min');
    expect(formatDuration(2 * 86_400_000 + 5 * MINUTE_MS, 'en')).toBe('2 days');
    expect(formatDuration(0, 'en')).toBe('0 sec');
  });
});

describe('time input in a chosen zone', () => {
  it('reads back the minute that it shows, in every zone', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(2020, 0, 1) / MINUTE_MS, max: Date.UTC(2035, 0, 1) / MINUTE_MS }), fc.constantFrom(...ZONES), (minute, zone) => {
      const text = toLocalInput(minute * MINUTE_MS, zone);
      const back = fromLocalInput(text, zone);
      expect(back === null ? null : toLocalInput(back, zone)).toBe(text);
    }), { seed: 7 });
  });

  it('takes the first of the two hours when clocks go back', () => {
    expect(fromLocalInput('2026-11-01T01:30', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
  });

  it('takes an hour that was skipped as if clocks had not moved', () => {
    expect(fromLocalInput('2026-03-08T02:30', 'America/New_York')).toBe(Date.UTC(2026, 2, 8, 7, 30));
  });

  it('reads nothing out of an empty input', () => {
    expect(fromLocalInput('', 'Asia/Tokyo')).toBeNull();
  });
});
