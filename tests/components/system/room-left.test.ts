import { describe, expect, it } from 'vitest';
import { daysLeft, formatBytes } from '@/components/system/room-left';
import type { StorageReport } from '@/lib/storage/model';

const GB = 1e9;
const day = (name: string, storedBytes: number) => ({ day: name, records: 1_000, bodyBytes: storedBytes * 10, storedBytes });
const report = (change: Partial<StorageReport>): StorageReport => ({
  room: { databaseBytes: 40 * GB, disk: { freeBytes: 22 * GB, totalBytes: 100 * GB } }, limits: { diskFreeBytesMin: 2 * GB, databaseBytesMax: null }, problem: null,
  tables: [{ table: 'chunk', bytes: 10 * GB, days: 10 }], days: [day('2026-11-23', 0.1 * GB), day('2026-11-22', GB), day('2026-11-21', GB)], ...change,
});

describe('the days until the room ends', () => {
  it('follow from the growth of the whole database on the last whole days, not on the day that has just begun', () => {
    expect(daysLeft(report({}))).toBe(5); // a quarter of the database is originals: 1 GB of them is 4 GB; 20 GB are left
  });
  it('end at the nearer limit', () => {
    expect(daysLeft(report({ limits: { diskFreeBytesMin: 2 * GB, databaseBytesMax: 48 * GB } }))).toBe(2);
  });
  it('are none when the limit is reached', () => {
    expect(daysLeft(report({ room: { databaseBytes: 40 * GB, disk: { freeBytes: GB, totalBytes: 100 * GB } } }))).toBe(0);
  });
  it.each([['no whole day has passed', { days: [day('2026-11-23', GB)] }], ['the tables may not be seen', { tables: null }], ['there is no limit', { room: { databaseBytes: GB, disk: null } }]])('are not guessed when %s', (_, change) => {
    expect(daysLeft(report(change))).toBeNull();
  });
});

describe('a size', () => {
  it.each([[0, 'en', '0 byte'], [999, 'en', '999 byte'], [1_500, 'en', '1.5 kB'], [2_340_000_000, 'en', '2.3 GB'], [123_456_000, 'ja', '123 MB'], [5e15, 'en', '5,000 TB']])('%d in %s is %s', (bytes, locale, text) => {
    expect(formatBytes(bytes, locale)).toBe(text);
  });
});
