import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDecodeError, runPipeline, type PipelineOutcome } from '../../../lib/engine/pipeline';
import type { PipelineOptions, PipelineResult } from '../../../lib/engine/pipeline-types';
import { fakeRules, silentRules } from './fake-rules';

const options: PipelineOptions = {
  format: 'auto', clockSkewSeconds: 0, receivedAt: Date.UTC(2024, 2, 6), limits: { recordsMax: 1000, recordBytesMax: 65_536, depthMax: 32 },
};
const encode = (text: string) => new TextEncoder().encode(text);

function result(outcome: PipelineOutcome): PipelineResult {
  if (isDecodeError(outcome)) throw new Error(outcome.reason);
  return outcome;
}

const start = (image: string) => JSON.stringify({
  EventID: 1, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'KITA-PC07.hoshino.example', UtcTime: '2024-03-05 01:02:03.000', RuleName: '-',
  ProcessGuid: '{AA}', ProcessId: '12', Image: image, User: 'HOSHINO\\a.mori',
});
const connection = (port: string, at: string) => JSON.stringify({
  EventID: 3, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'KITA-PC07', UtcTime: at, TimeCreated: `${at}Z`, RuleName: '-', ProcessGuid: '{AA}', ProcessId: '12',
  Image: 'C:\\Tools\\get.exe', Protocol: 'tcp', Initiated: 'true', SourceIp: '10.20.30.41', SourcePort: '50000', DestinationIp: '10.20.30.9', DestinationPort: port,
});

describe('the pipeline', () => {
  it('numbers good records by ordinal and rejects by their place among all records', () => {
    const body = `${start('a.exe')}\n{"broken\n${start('b.exe')}\n`;
    const { received, spans, activities, rejects } = result(runPipeline(encode(body), silentRules, options));
    expect(received).toBe(3);
    expect(activities.map((a) => a.processImage)).toEqual(['a.exe', 'b.exe']);
    expect(spans.map((span) => body.slice(span.start, span.end))).toEqual([start('a.exe'), start('b.exe')]);
    expect(rejects).toEqual([{ index: 1, reason: 'JSON ends too early', start: body.indexOf('{"broken'), end: body.indexOf('{"broken') + 8 }]);
  });

  it('a match becomes a detection with its explanation at the record’s ordinal', () => {
    const rules = fakeRules((event) => event.fields.Image === 'b.exe');
    const { detections } = result(runPipeline(encode(`${start('a.exe')}\n${start('b.exe')}\n${start('b.exe')}`), rules, options));
    expect(detections.map(({ ordinal, matches }) => [ordinal, matches.map((m) => m.ruleId)])).toEqual([[1, ['test-rule']], [2, ['test-rule']]]);
    expect(detections[0]?.activity.processImage).toBe('b.exe');
  });

  it('a product’s own finding is a detection with or without a rule that matches it', () => {
    const alert = JSON.stringify({ timestamp: '2024-03-05T01:02:03Z', event_type: 'alert', src_ip: '10.20.30.41', alert: { signature: 'ET MALWARE Beacon', severity: 1 } });
    const ids = (matching: boolean) => result(runPipeline(encode(`${start('a.exe')}\n${alert}`), fakeRules((event) => matching && event.service === 'alert'), options)).detections
      .map(({ ordinal, matches, productRule }) => [ordinal, matches.map((m) => m.ruleId), productRule?.level]);
    expect(ids(false)).toEqual([[1, ['product:suricata:et-malware-beacon'], 'high']]);
    expect(ids(true)).toEqual([[1, ['test-rule', 'product:suricata:et-malware-beacon'], 'high']]);
  });

  it('a defect that one record hits makes that record a reject and spares the others', () => {
    const rules = fakeRules((event) => {
      if (event.fields.Image === 'b.exe') throw new Error('defect');
      return false;
    });
    const { activities, rejects } = result(runPipeline(encode(`${start('a.exe')}\n${start('b.exe')}\n${start('c.exe')}`), rules, options));
    expect(activities.map((a) => a.processImage)).toEqual(['a.exe', 'c.exe']);
    expect(rejects).toMatchObject([{ index: 1, reason: 'internal error: defect' }]);
  });

  it('facts come from records whether or not a rule matched; an endpoint’s address is said once an hour, by address and by endpoint', () => {
    const lines = [start('a.exe'), connection('445', '2024-03-05 01:02:03.000'), connection('80', '2024-03-05 01:05:03.000'), connection('80', '2024-03-05 02:05:03.000')];
    const { facts } = result(runPipeline(encode(lines.join('\n')), silentRules, options));
    expect(facts.map((fact) => fact.kind)).toEqual(['process', 'connection', 'address', 'address', 'address', 'address']);
    expect(new Set(facts.flatMap((fact) => (fact.kind === 'address' ? [fact.key] : [])))).toEqual(new Set(['10.20.30.41', 'kita-pc07|@']));
  });

  it('a body over the record limit and one that is not well-formed UTF-16 are typed errors', () => {
    expect(runPipeline(encode('{}\n{}\n'), silentRules, { ...options, limits: { ...options.limits, recordsMax: 1 } })).toEqual({ error: 'too_many_records', reason: 'more than 1 records' });
    expect(runPipeline(new Uint8Array([0xfe, 0xff, 0x00]), silentRules, options)).toMatchObject({ error: 'bad_encoding' });
  });

  it('an empty body is no records', () => {
    expect(runPipeline(new Uint8Array(), silentRules, options)).toMatchObject({ received: 0, rejects: [] });
  });

  it('received = spans + rejects, whatever the bytes', () => {
    const line = fc.oneof(fc.constantFrom(start('a.exe'), connection('445', '2024-03-05 01:02:03.000'), '{"_path":"http","ts":1,"uri":"/x"}', '{"EventID":4688,"Channel":"Security"}'), fc.json(), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.uint8Array({ maxLength: 12 }), (lines, noise) => {
        const outcome = runPipeline(Uint8Array.from([...encode(`${lines.join('\n')}\n`), ...noise]), silentRules, options);
        if (isDecodeError(outcome)) return;
        expect(outcome.received).toBe(outcome.spans.length + outcome.rejects.length);
        expect(outcome.activities).toHaveLength(outcome.spans.length);
        expect(outcome.rejects.filter(({ reason }) => reason.startsWith('internal'))).toEqual([]);
        for (const a of outcome.activities) expect(Number.isSafeInteger(a.observedAt)).toBe(true);
      }),
      { seed: 20240308, numRuns: 120 },
    );
  });

  it('no activity holds a NUL, which no text column can store', () => {
    const [activity] = result(runPipeline(encode(start('a\0b.exe')), silentRules, options)).activities;
    expect(activity?.processImage).toBe('ab.exe');
  });
});
