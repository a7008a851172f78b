import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../lib/engine/normalise/time';
import { normalise } from '../../../lib/engine/normalise/registry';

const at = Date.UTC(2024, 2, 5, 1, 2, 3, 456);

describe('times as sensors write them', () => {
  it.each([
    ['2024-03-05T01:02:03.456Z', true], ['2024-03-05 01:02:03.456', false], ['2024-03-05T01:02:03.456789012Z', true], ['2024-03-05T10:02:03.456+09:00', true],
    ['2024-03-05T10:02:03.456+0900', true], ['2024-03-05 01:02:03.456 UTC', true], ['2024-03-04T20:02:03,456-05:00', true], [1_709_600_523.456, true], [1_709_600_523_456, true],
    ['1709600523.456', true], ['1709600523456789', true], ['/Date(1709600523456)/', true], ['Mar 05 2024 01:02:03.456 GMT+00:00', true], ['Mar 05 2024 10:02:03.456 +0900', true],
    ['3/5/2024 1:02:03.456 AM', false], ['03/05/2024 01:02:03.456', false],
  ])('%s', (value, zoned) => {
    expect(parseTime(value)).toEqual({ at, zoned });
  });

  it.each(['', 'yesterday', '2024-13-05T01:02:03Z', '2024-03-05T25:02:03Z', '2024-03-05T01:02:03 Mars', Number.NaN, -1, 1e300, null, {}, 'x'.repeat(100_000)])('%s is no time', (value) => {
    expect(parseTime(value)).toBeUndefined();
  });
});

describe('when a Windows event happened', () => {
  const sysmon = (eventId: number, extra: object) => ({ EventID: eventId, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'KITA-PC07', RuleName: '-', ...extra });
  const observed = (record: Record<string, unknown>, clockSkewSeconds = 0) => {
    const { observedAt, timeSource } = normalise(record, { format: 'auto', clockSkewSeconds, receivedAt: 5 }).activity;
    return [new Date(observedAt).toISOString(), timeSource];
  };
  const local = { TimeCreated: '2024-03-04T06:02:03.456Z', '@timestamp': '2024-03-04T06:02:03.456Z' };

  it('Sysmon’s UTC time is preferred and needs no correction', () => {
    expect(observed(sysmon(1, { ...local, UtcTime: '2024-03-05 01:02:03.456' }), 68_400)).toEqual(['2024-03-05T01:02:03.456Z', 'record']);
  });

  it.each([3, 22])('but not in event %i, whose clock can be days off', (eventId) => {
    expect(observed(sysmon(eventId, { ...local, UtcTime: '2024-02-27 00:00:00.000' }), 68_400)).toEqual(['2024-03-05T01:02:03.456Z', 'skewed']);
  });

  it('exports print local time with a literal Z: the sender’s correction counts', () => {
    expect(observed({ EventID: 7045, Channel: 'System', Hostname: 'KITA-PC07', ...local }, 68_400)).toEqual(['2024-03-05T01:02:03.456Z', 'skewed']);
  });

  it('shapes that keep UTC are not corrected', () => {
    expect(observed({ '@timestamp': '2024-03-05T01:02:03.456Z', computer_name: 'x', log_name: 'Security', event_id: 4634, event_data: {} }, 68_400)).toEqual(['2024-03-05T01:02:03.456Z', 'record']);
  });

  it('NXLog’s local event time is put right by the moment that it gives in both clocks', () => {
    const nxlog = { EventID: 4634, Channel: 'Security', Hostname: 'KITA-PC07', EventTime: '2024-03-05 10:02:03', EventReceivedTime: '2024-03-05 10:02:05', '@timestamp': '2024-03-05T01:02:06.000Z' };
    expect(observed(nxlog)).toEqual(['2024-03-05T01:02:03.000Z', 'record']);
    expect(observed({ ...nxlog, '@timestamp': '2024-03-05T04:08:30.000Z' })).toEqual(['2024-03-05T04:08:30.000Z', 'record']);
    expect(observed(nxlog, -32_400)).toEqual(['2024-03-05T01:02:03.000Z', 'skewed']);
  });

  it('a record without time has the time of receipt, and says so', () => {
    expect(observed({ EventID: 7045, Channel: 'System', Hostname: 'KITA-PC07' })).toEqual(['1970-01-01T00:00:00.005Z', 'received']);
  });
});
