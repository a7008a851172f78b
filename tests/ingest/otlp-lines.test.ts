import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEnvelope } from '../../lib/ingest/open-envelope';
import { parseOtlpJson } from '../../lib/ingest/otlp-json';
import { otlpLines } from '../../lib/ingest/otlp-lines';
import { decodeOtlpRequest } from '../../lib/ingest/otlp-protobuf';

const LIMITS = { recordsMax: 100, charsMax: 10_000 };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** A message in protobuf's own encoding, written here by hand: field numbers and wire types as bytes. */
const bytesField = (number: number, content: Uint8Array | string): number[] => {
  const bytes = typeof content === 'string' ? text(content) : content;
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>= 7) { if (rest < 128) { length.push(rest); break; } length.push((rest & 127) | 128); }
  return [(number << 3) | 2, ...length, ...bytes];
};
const message = (...fields: number[][]): Uint8Array => Uint8Array.from(fields.flat());
const fixed64 = (number: number, value: bigint): number[] => [(number << 3) | 1, ...Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))];

const stringValue = (value: string) => message(bytesField(1, value));
const pair = (key: string, value: Uint8Array) => message(bytesField(1, key), bytesField(2, value));
const LOG = message(
  fixed64(1, 1795143600123456789n), [2 << 3, 13], bytesField(3, 'WARN'), bytesField(5, stringValue('hällo')), bytesField(6, pair('n', message([3 << 3, 255, 255, 255, 255, 255, 255, 255, 255, 127]))),
  bytesField(6, pair('raw', message(bytesField(7, Uint8Array.of(0, 255))))), bytesField(9, Uint8Array.from({ length: 16 }, (_, i) => i)), bytesField(10, Uint8Array.from({ length: 8 }, (_, i) => i + 160)),
);
const REQUEST = message(bytesField(1, message(
  bytesField(1, message(bytesField(1, pair('host.name', stringValue('srv-a'))))),
  bytesField(2, message(bytesField(1, message(bytesField(1, 'till'), bytesField(2, '1.2'))), bytesField(2, LOG), bytesField(2, LOG), bytesField(3, 'https://schema.example'))),
)));
const LINE = {
  resourceLogs: [{
    resource: { attributes: [{ key: 'host.name', value: { stringValue: 'srv-a' } }] },
    scopeLogs: [{
      scope: { name: 'till', version: '1.2' }, schemaUrl: 'https://schema.example',
      logRecords: [{
        timeUnixNano: '1795143600123456789', severityNumber: 13, severityText: 'WARN', body: { stringValue: 'hällo' },
        attributes: [{ key: 'n', value: { intValue: '9223372036854775807' } }, { key: 'raw', value: { bytesValue: 'AP8=' } }], traceId: '000102030405060708090a0b0c0d0e0f', spanId: 'a0a1a2a3a4a5a6a7',
      }],
    }],
  }],
};

describe('an OTLP request becomes lines', () => {
  it('from protobuf: one whole request in JSON per record, with all that was sent', () => {
    const lines = otlpLines(decodeOtlpRequest(REQUEST), LIMITS);
    expect(lines?.ok === true && lines.text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown)).toEqual([LINE, LINE]);
  });

  it('from JSON: the same lines, so that they are the same records whichever way they came', () => {
    const json = JSON.stringify({ resourceLogs: [{ ...LINE.resourceLogs[0], scopeLogs: [{ ...LINE.resourceLogs[0]!.scopeLogs[0], logRecords: [LINE.resourceLogs[0]!.scopeLogs[0]!.logRecords[0], LINE.resourceLogs[0]!.scopeLogs[0]!.logRecords[0]] }] }] });
    const [fromJson, fromProtobuf] = [openEnvelope('otlp-json', text(json)), openEnvelope('otlp-protobuf', REQUEST)];
    const parsed = (opened: typeof fromJson) => (opened.ok ? new TextDecoder().decode(opened.body).split('\n').filter(Boolean).map((line) => JSON.parse(line) as unknown) : opened);
    expect(parsed(fromJson)).toEqual(parsed(fromProtobuf));
    expect(openEnvelope('otlp-protobuf', text(json))).toEqual(fromJson); // named wrongly, read rightly
    expect(openEnvelope('otlp-json', REQUEST)).toEqual(fromProtobuf);
  });

  it('and its own lines are requests that become themselves again', () => {
    const first = otlpLines(decodeOtlpRequest(REQUEST), LIMITS);
    const line = first?.ok === true ? first.text.split('\n')[0] ?? '' : '';
    expect(otlpLines(JSON.parse(line), LIMITS)).toEqual({ ok: true, text: `${line}\n` });
  });

  it('what is no record keeps its place as a line that will be rejected', () => {
    const lines = otlpLines({ resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: {} }, 5, null, [{}]] }, 'x'] }, 7, { scopeLogs: 1 }] }, LIMITS);
    const parsed = lines?.ok === true ? lines.text.split('\n').filter(Boolean).map((line) => typeof JSON.parse(line)) : [];
    expect(parsed).toEqual(['object', 'string', 'string', 'string', 'string', 'string', 'string']);
  });

  it('many records under one large resource are refused before they are many bytes', () => {
    const logRecords = Array.from({ length: 50 }, () => ({}));
    expect(otlpLines({ resourceLogs: [{ resource: 'x'.repeat(1_000), scopeLogs: [{ logRecords }] }] }, LIMITS)).toMatchObject({ ok: false, reason: expect.stringMatching(/more than 10000 bytes/) });
    expect(otlpLines({ resourceLogs: [{ scopeLogs: [{ logRecords: [...logRecords, ...logRecords, {}] }] }] }, { ...LIMITS, charsMax: 1e6 })).toMatchObject({ ok: false, reason: 'More than 100 records.' });
  });

  it('64-bit integers that are written as numbers stay exact; texts and fractions are left alone', () => {
    expect(parseOtlpJson('{"timeUnixNano":1795143600123456789,"intValue":-9223372036854775808,"d":0.1234567890123456,"s":"a 12345678901234567890 \\" 1234567890123456","e":1234567890123456e2,"n":12}')).toEqual({
      timeUnixNano: '1795143600123456789', intValue: '-9223372036854775808', d: 0.1234567890123456, s: 'a 12345678901234567890 " 1234567890123456', e: 1234567890123456e2, n: 12,
    });
    fc.assert(fc.property(fc.jsonValue(), (value) => { const json = JSON.stringify(value); if (!/\d{16}/.test(json)) expect(parseOtlpJson(json)).toEqual(JSON.parse(json)); }));
  });

  it('whatever the bytes: an answer, no crash, no hang', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.nat({ max: REQUEST.length - 1 }), fc.nat({ max: 255 })).map(([at, byte]) => REQUEST.map((old, i) => (i === at ? byte : old))),
      fc.nat({ max: REQUEST.length }).map((length) => REQUEST.slice(0, length)),
      fc.jsonValue().map((value) => text(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [value] }, value] }, value] }))),
    );
    fc.assert(fc.property(anything, fc.constantFrom('otlp-json' as const, 'otlp-protobuf' as const), (body, envelope) => {
      const opened = openEnvelope(envelope, body);
      if (!opened.ok) expect(['bad_request', 'condition_not_met']).toContain(opened.refusal.code);
    }), { numRuns: 500 });
    const deep = (levels: number) => `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}]}]}]}`;
    expect(openEnvelope('otlp-json', text(deep(3_000))).ok).toBe(true);
    expect(openEnvelope('otlp-json', text(deep(200_000))).ok).toBe(true);
  });
});
