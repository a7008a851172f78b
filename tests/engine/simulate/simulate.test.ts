import { describe, expect, it } from 'vitest';
import { FORMATS } from '../../../lib/engine/pipeline-types';
import { demoOptions, type SimulatedBatch } from '../../../lib/simulate/options';
import { simulate } from '../../../lib/simulate/simulate';
import { MONDAY, SMALL, batchesOf, cefTime, jsonOf, linesOf, text } from './records';

const HOUR = 3_600_000;
const small = batchesOf(SMALL);

function countOf(batches: Iterable<SimulatedBatch>): number {
  let count = 0;
  for (const batch of batches) count += batch.records.length;
  return count;
}

describe('simulate', () => {
  it('gives the same bytes for the same options', () => {
    expect(JSON.stringify(batchesOf(SMALL))).toBe(JSON.stringify(small));
  });

  it('gives other records for another seed', () => {
    expect(JSON.stringify(batchesOf({ ...SMALL, seed: 12 }))).not.toBe(JSON.stringify(small));
  });

  it('is lazy: the first batch of a year of thousands of endpoints comes at once', () => {
    const first = simulate({ seed: 1, endpoints: 5000, days: 365, startAt: MONDAY, intrusions: 0 }).next();
    expect(first.done).toBe(false);
  });

  it('writes every endpoint and network record as one line of JSON', () => {
    const endpoint = jsonOf(small, 'endpoint');
    const network = jsonOf(small, 'network');
    expect(endpoint.every((record) => text(record, 'Channel') !== '' && typeof record['EventID'] === 'number')).toBe(true);
    expect(network.every((record) => text(record, '_path') !== '' && text(record, 'uid').startsWith('C'))).toBe(true);
    expect(small.flatMap((batch) => batch.records).filter((line) => /[\r\n]/.test(line))).toEqual([]);
  });

  it('names a format of the ingest door with every batch and never sends an empty one', () => {
    expect(small.filter((batch) => !FORMATS.includes(batch.format) || batch.records.length === 0)).toEqual([]);
    expect(new Set(small.map((batch) => `${batch.source}/${batch.format}`))).toEqual(new Set(['endpoint/windows', 'network/zeek', 'gateway/cef']));
  });

  it('keeps each source in the order of time, within the simulated day', () => {
    const endAt = SMALL.startAt + 24 * HOUR;
    const times = {
      endpoint: jsonOf(small, 'endpoint').map((record) => Date.parse(text(record, '@timestamp'))),
      network: jsonOf(small, 'network').map((record) => Date.parse(text(record, 'ts'))),
      gateway: linesOf(small, 'gateway').map(cefTime),
    };
    for (const list of Object.values(times)) {
      expect(list.filter((at, index) => Number.isNaN(at) || at < (list[index - 1] ?? 0))).toEqual([]);
      expect(list.filter((at) => at < SMALL.startAt || at >= endAt)).toEqual([]);
    }
  });

  it('says when each batch begins, never going back within a source', () => {
    for (const source of ['endpoint', 'network', 'gateway']) {
      const starts = small.filter((batch) => batch.source === source).map((batch) => batch.at);
      expect(starts.filter((at, index) => at < (starts[index - 1] ?? 0))).toEqual([]);
    }
  });

  it('holds every kind of record that the three sensors of an office write', () => {
    const ids = new Set(jsonOf(small, 'endpoint').map((record) => `${text(record, 'SourceName')}/${String(record['EventID'])}`));
    const wanted = [1, 3, 5, 7, 10, 11, 13, 15, 17, 22, 23].map((id) => `Microsoft-Windows-Sysmon/${id}`);
    wanted.push(...[4624, 4634, 4648, 4672, 4688, 4697, 4768, 4769, 5140, 5145].map((id) => `Microsoft-Windows-Security-Auditing/${id}`));
    wanted.push('Microsoft-Windows-Eventlog/1102', 'Service Control Manager/7045', 'Microsoft-Windows-PowerShell/4104');
    expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
    const logs = new Set(jsonOf(small, 'network').map((record) => text(record, '_path')));
    expect([...logs].sort()).toEqual(['conn', 'dce_rpc', 'dns', 'files', 'http', 'kerberos', 'smb_files', 'smb_mapping', 'ssl']);
  });

  it('makes a demo of at most 20,000 records that ends just before now, at any hour of any day', () => {
    for (const now of [Date.UTC(2026, 0, 13, 6), Date.UTC(2026, 0, 17, 20, 30)]) {
      const options = demoOptions(now);
      const batches = batchesOf(options);
      const last = Math.max(...jsonOf(batches, 'endpoint').map((record) => Date.parse(text(record, '@timestamp'))));
      expect(countOf(batches)).toBeGreaterThan(12_000);
      expect(countOf(batches)).toBeLessThanOrEqual(20_000);
      expect(now - last).toBeGreaterThan(0);
      expect(now - last).toBeLessThan(10 * 60_000);
    }
  }, 30_000);

  it('comes to the rate that was asked for', () => {
    const seconds = 600;
    const count = countOf(simulate({ seed: 3, endpoints: 100, days: seconds / 86_400, startAt: MONDAY + 10 * HOUR, intrusions: 0, recordsPerSecond: 100 }));
    expect(count / seconds / 100).toBeGreaterThan(0.98);
    expect(count / seconds / 100).toBeLessThan(1.02);
  });

  it('runs ten times as fast in the two minutes after 09:00', () => {
    const batches = batchesOf({ seed: 3, endpoints: 50, days: 20 / 1440, startAt: MONDAY + 8.75 * HOUR, intrusions: 0, recordsPerSecond: 100 });
    const perSecond = (from: number, to: number): number => jsonOf(batches, 'network').filter((record) => {
      const minute = (Date.parse(text(record, 'ts')) - MONDAY) / 60_000;
      return minute >= from && minute < to;
    }).length / ((to - from) * 60);
    const ratio = perSecond(540, 542) / perSecond(543, 545);
    expect(ratio).toBeGreaterThan(8);
    expect(ratio).toBeLessThan(12);
  });

  it('closes the office at the weekend unless told to work', () => {
    const saturday = { seed: 5, endpoints: 20, days: 1, startAt: MONDAY + 5 * 24 * HOUR, intrusions: 0, recordsPerSecond: 0.001 };
    const logons = (weekends: 'off' | 'work'): number => jsonOf(batchesOf({ ...saturday, weekends }), 'endpoint').filter((record) => record['EventID'] === 4624 && record['LogonType'] === '2').length;
    expect(logons('off')).toBeLessThan(4);
    expect(logons('work')).toBeGreaterThan(15);
  });

  it('adds the rendered text when asked', () => {
    const batches = batchesOf({ ...SMALL, days: 0.02, messages: true });
    expect(jsonOf(batches, 'endpoint').every((record) => text(record, 'Message').includes(':'))).toBe(true);
    expect(jsonOf(small, 'endpoint').some((record) => 'Message' in record)).toBe(false);
  });

  it.each([
    ['endpoints', { endpoints: 0 }], ['endpoints', { endpoints: 5001 }], ['days', { days: 0 }], ['startAt', { startAt: Number.NaN }], ['intrusions', { intrusions: -1 }], ['recordsPerSecond', { recordsPerSecond: 0 }],
  ])('refuses a wrong %s by name', (name, wrong) => {
    expect(() => batchesOf({ ...SMALL, ...wrong })).toThrow(name);
  });
});
