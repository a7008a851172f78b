import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAMILIES } from '../../../lib/engine/activity/activity';
import { FIELD_CATALOGUE } from '../../../lib/engine/activity/catalogue';
import { isJsonObject, type RawRecord } from '../../../lib/engine/decode/types';
import { productRuleOf } from '../../../lib/engine/product-rule';
import { normalise } from '../../../lib/engine/normalise/registry';
import { goldenRecords } from './golden-records';

const context = { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.UTC(2024, 2, 6) } as const;
const noise = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 40 }), fc.integer(), fc.constantFrom('', '-', '0', 'null', '\0', '10.0.0.1', '::1', 'T1059', '{', '[{"$ref":"1"}]', '<Data>', 'a'.repeat(2000), null, [], [[]], {}, [null], true),
);

/** A record of some family with some of its values, at any depth, replaced by anything. */
function spoil(value: unknown, choices: { next(): number }, replacement: unknown): unknown {
  if (choices.next() % 7 === 0) return replacement;
  if (Array.isArray(value)) return value.map((item) => spoil(item, choices, replacement));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoil(item, choices, replacement)]));
}

function numbers(seed: number): { next(): number } {
  let state = seed >>> 0;
  return { next: () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8 };
}

function check(record: RawRecord): void {
  const { activity, event } = normalise(record, context);
  expect(FAMILIES).toContain(activity.family);
  expect(Number.isSafeInteger(activity.observedAt)).toBe(true);
  for (const { property, type } of FIELD_CATALOGUE) {
    const value = activity[property];
    if (value === undefined) continue;
    if (type === 'number' || type === 'time') expect(Number.isFinite(value), property).toBe(true);
    else {
      expect(typeof value, property).toBe('string');
      expect(String(value).includes('\0'), property).toBe(false);
    }
  }
  expect(isJsonObject(event.fields)).toBe(true);
  const rule = productRuleOf(activity);
  if (rule !== undefined) expect(rule.id).toMatch(/^product:[a-z-]+:.{1,110}$/su);
}

describe('whatever a record holds', () => {
  const records = goldenRecords();

  it('objects of every family with spoilt values become activities whose columns hold what their type says', () => {
    const objects = records.filter(isJsonObject);
    fc.assert(fc.property(fc.constantFrom(...objects), fc.nat(), noise, (record, seed, replacement) => {
      const spoilt = spoil(structuredClone(record), numbers(seed), replacement);
      if (isJsonObject(spoilt)) check(spoilt);
    }), { seed: 20240310, numRuns: 1500 });
  });

  it('so do lines of every family with pieces cut out and put in', () => {
    const lines = records.filter((record) => typeof record === 'string');
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('|', '=', '\\', '"', '[', ' ', '\t', '#012', 'CEF:', 'LEEF:2.0|', '<134>', "'", 'msg=audit(', '{', '\0'));
    fc.assert(fc.property(fc.constantFrom(...lines), fc.nat(400), fc.nat(60), piece, (line, at, cut, put) => check(line.slice(0, at) + put + line.slice(at + cut))), { seed: 20240311, numRuns: 1500 });
  });

  it.each([['=', 'CEF:0|a|b|c|d|e|1|'], ['\\=', 'CEF:0|a|b|c|d|e|1|'], [' a=', 'LEEF:1.0|a|b|c|d|'], ['a="', 'type=SYSCALL msg=audit(1.000:2): '], ['[a b="', '<34>1 - - - - - '], ['" ', '1709600523.4 1 c TCP_X/200 1 GET '], ['x;', '<86>Mar  5 01:02:03 h sudo: '], ['::', '<86>Mar  5 01:02:03 ']])(
    'a long line of nothing but %j behind %j is read without piling up work', (unit, start) => {
      check(start + unit.repeat(Math.floor(200_000 / unit.length)));
    });
});
