import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityHit } from '../../../lib/activities/model';
import { csvCell, csvWriter, ndjsonWriter } from '../../../lib/searches/export-lines';
import { isoWithOffset } from '../../../lib/searches/iso-with-offset';

/** A cell as a reader of RFC 4180 takes it. */
const readCell = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

describe('a cell of the CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1+1', '＋1', '－1', '＠x', '\u3000=1', '=cmd|\' /C calc\'!A0'])('%j is never run by a spreadsheet', (text) => {
    const read = readCell(csvCell(text));
    expect(read).toBe(`'${text}`);
  });

  it.each(['plain', 'C:\\a\\b.exe', 'a=b', '10-20', 'a, b', 'say "hi"', 'two\r\nlines', '検索', '', '%SystemRoot%\\x'])('%j reads back as it was', (text) => expect(readCell(csvCell(text))).toBe(text));

  it('holds numbers as numbers, negative ones too, and nothing for what is unknown', () => {
    expect(csvCell(-5)).toBe('-5');
    expect(csvCell(undefined)).toBe('');
  });

  it('never breaks out of its place, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const cell = csvCell(text), read = readCell(cell);
      expect(read === text || read === `'${text}`).toBe(true);
      if (!cell.startsWith('"')) expect(cell).not.toMatch(/[",;\r\n]/);
      expect(read).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }));
  });
});

describe('times of an export', () => {
  const at = (iso: string): number => Date.parse(iso);

  it('carry the offset that is in force in the zone then', () => {
    expect(isoWithOffset(at('2026-01-12T00:41:07.123Z'), 'Asia/Tokyo')).toBe('2026-01-12T09:41:07.123+09:00');
    expect(isoWithOffset(at('2026-01-12T00:41:07.123Z'), 'Asia/Kolkata')).toBe('2026-01-12T06:11:07.123+05:30');
    expect(isoWithOffset(at('2026-03-08T06:59:59.999Z'), 'America/New_York')).toBe('2026-03-08T01:59:59.999-05:00');
    expect(isoWithOffset(at('2026-03-08T07:00:00.000Z'), 'America/New_York')).toBe('2026-03-08T03:00:00.000-04:00');
    expect(isoWithOffset(at('2026-11-01T05:30:00.000Z'), 'America/New_York')).toBe('2026-11-01T01:30:00.000-04:00');
    expect(isoWithOffset(at('2026-11-01T06:30:00.000Z'), 'America/New_York')).toBe('2026-11-01T01:30:00.000-05:00');
    expect(isoWithOffset(at('2026-01-01T00:00:00.000Z'), 'UTC')).toBe('2026-01-01T00:00:00.000+00:00');
  });

  it('always name the same instant', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: at('2099-12-31T00:00:00Z') }), fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'), (ms, zone) => { expect(Date.parse(isoWithOffset(ms, zone))).toBe(ms); }));
  });
});

describe('the lines', () => {
  const hit: ActivityHit = { uuid: 'u-1', sourceId: 3, activity: { observedAt: Date.parse('2026-01-12T00:41:07.000Z'), endpointName: 'PC-1', processId: 4 } };

  it('have the fields in the order asked for, then the record and its source', () => {
    const { head, line } = csvWriter(['@timestamp', 'process.pid', 'host.name', 'user.name'], 'Asia/Tokyo');
    expect(head + line(hit)).toBe('\uFEFFtimestamp,process.pid,host.name,user.name,record,source\r\n2026-01-12T09:41:07.000+09:00,4,PC-1,,u-1,3\r\n');
    expect(ndjsonWriter(['@timestamp', 'process.pid', 'user.name'], 'Asia/Tokyo').line(hit)).toBe('{"@timestamp":"2026-01-12T09:41:07.000+09:00","process.pid":4,"record":"u-1","source":3}\n');
  });
});
