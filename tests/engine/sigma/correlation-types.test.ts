import { describe, expect, it } from 'vitest';
import { EXAMPLES_MAX } from '../../../lib/engine/sigma/correlations/evaluate';
import { evaluate, match, NOON } from './support/correlations';

const section = (type: string, condition: string, rest = 'rules: [a]'): string => `type: ${type}\n${rest}\ngroup-by: [host]\ntimespan: 10s\ncondition: ${condition}`;
const at = (...seconds: number[]) => seconds.map((second) => match('a', second, { host: 'x' }));
const valued = (...values: string[]) => values.map((v, i) => match('a', i, { host: 'x', v }));

describe('an event_count correlation', () => {
  it('holds from the event that reaches the count, and tells group, times, events and their number', () => {
    expect(evaluate(section('event_count', '{gte: 3}'), at(0, 4, 9))).toEqual([{
      ruleId: 'c', group: [{ field: 'host', value: 'x' }], groupKey: 'x', day: Date.UTC(2026, 10, 20), firstAt: NOON, lastAt: NOON + 9000, count: 3, value: 3,
      uuids: at(0, 4, 9).map(({ uuid }) => uuid), times: [NOON, NOON + 4000, NOON + 9000],
    }]);
    expect(evaluate(section('event_count', '{gte: 3}'), at(0, 4))).toEqual([]);
  });
  it('takes events exactly one timespan apart together, and not a millisecond more', () => {
    const late = { ...match('a', 10, { host: 'x' }), observedAt: NOON + 10_001 };
    expect(evaluate(section('event_count', '{gte: 2}'), at(0, 10))).toHaveLength(1);
    expect(evaluate(section('event_count', '{gte: 2}'), [...at(0), late])).toEqual([]);
  });
  it('is not bound to a grid of time: a window may begin at any event', () => {
    expect(evaluate(section('event_count', '{gte: 3}'), at(0, 9, 11, 12))).toMatchObject([{ firstAt: NOON + 9000, lastAt: NOON + 12_000, count: 3 }]);
  });
  it('counts each group by itself, letters folded, and leaves out events without the field', () => {
    const events = [match('a', 0, { host: 'X' }), match('a', 1, { host: 'x' }), match('a', 2, { host: 'y' }), match('a', 3), match('a', 4)];
    expect(evaluate(section('event_count', '{gte: 2}'), events)).toMatchObject([{ group: [{ field: 'host', value: 'X' }], count: 2 }]);
  });
  it('without group-by counts all events together', () => {
    expect(evaluate('type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 2}', [match('a', 0), match('a', 1)])).toMatchObject([{ group: [], count: 2 }]);
  });
  it('counts a record once, however many of its rules matched it and however often it was handed in', () => {
    const rest = 'rules: [a, b]';
    const twice = [match('a', 0, { host: 'x' }, 'one'), match('b', 0, { host: 'x' }, 'one'), match('a', 0, { host: 'x' }, 'one')];
    expect(evaluate(section('event_count', '{gte: 2}', rest), twice)).toEqual([]);
    expect(evaluate(section('event_count', '{gte: 2}', rest), [...twice, match('b', 1, { host: 'x' })])).toMatchObject([{ count: 2 }]);
  });
  it('joins windows that share events into one match, keeps apart those that do not, and bounds its examples', () => {
    const burst = Array.from({ length: 50 }, (_, i) => i);
    const found = evaluate(section('event_count', '{gte: 3}'), at(...burst, 100, 101, 102));
    expect(found).toMatchObject([{ count: 50, value: 11 }, { count: 3 }]);
    expect(found[0]?.uuids).toHaveLength(EXAMPLES_MAX);
  });
  it('makes a match of its own for each UTC day on which it holds', () => {
    const midnight = Array.from({ length: 6 }, (_, i) => match('a', 12 * 3600 - 3 + i, { host: 'x' }));
    expect(evaluate(section('event_count', '{gte: 2}'), midnight).map(({ day }) => day)).toEqual([Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 21)]);
  });
  it.each([
    ['{gt: 3}', false], ['{gt: 2}', true], ['{gte: 3}', true], ['{eq: 3}', true], ['{eq: 2}', false], ['{neq: 3}', false], ['{neq: 2}', true],
    ['{lt: 4}', true], ['{lt: 3}', false], ['{lte: 3}', true], ['{lte: 2}', false], ['{gt: 1, lte: 3}', true], ['{gt: 3, lte: 9}', false], ['{gte: 1, lt: 3}', false],
  ])('of three events within %s: %s', (condition, holds) => expect(evaluate(section('event_count', condition), at(0, 1, 2)).length === 1).toBe(holds));
  it('judges an upper limit on the whole window, not on the way to it', () => {
    expect(evaluate(section('event_count', '{lt: 3}'), at(0, 1, 2, 3, 4))).toEqual([]);
    expect(evaluate(section('event_count', '{lt: 3}'), at(0, 1, 20))).toMatchObject([{ count: 2 }, { count: 1 }]);
  });
});

describe('correlations of values', () => {
  it('value_count counts different values, letters folded, and shows one event of each', () => {
    const found = evaluate(section('value_count', '{field: v, gte: 3}'), valued('p', 'P', 'q', 'r'));
    expect(found).toMatchObject([{ value: 3, count: 4 }]);
    expect(found[0]?.uuids).toHaveLength(3);
    expect(evaluate(section('value_count', '{field: v, gte: 3}'), valued('p', 'q', 'q', 'p'))).toEqual([]);
  });
  it('value_count over several fields counts different combinations, and events without one of them not at all', () => {
    const events = [match('a', 0, { host: 'x', v: '1', w: '1' }), match('a', 1, { host: 'x', v: '1', w: '2' }), match('a', 2, { host: 'x', v: '2' })];
    expect(evaluate(section('value_count', '{field: [v, w], gte: 2}'), events)).toMatchObject([{ value: 2 }]);
    expect(evaluate(section('value_count', '{field: [v, w], gte: 3}'), events)).toEqual([]);
  });
  it('value_sum adds numbers and passes over what is none', () => {
    expect(evaluate(section('value_sum', '{field: v, gt: 5}'), valued('2', 'many', '3.5'))).toMatchObject([{ value: 5.5 }]);
    expect(evaluate(section('value_sum', '{field: v, gt: 5}'), valued('2', '3'))).toEqual([]);
  });
  it('value_avg compares the mean of the whole window', () => {
    expect(evaluate(section('value_avg', '{field: v, gt: 4}'), valued('2', '8', '5'))).toMatchObject([{ value: 5 }]);
    expect(evaluate(section('value_avg', '{field: v, gt: 4}'), valued('9', '1', '1'))).toEqual([]);
    expect(evaluate(section('value_avg', '{field: v, lt: 4}'), valued('none'))).toEqual([]);
  });
  it('value_percentile with a percentile compares that percentile, by nearest rank', () => {
    const numbers = valued('10', '1', '2', '9');
    expect(evaluate(section('value_percentile', '{field: v, percentile: 50, eq: 2}'), numbers)).toMatchObject([{ value: 2 }]);
    expect(evaluate(section('value_percentile', '{field: v, percentile: 90, gte: 10}'), numbers)).toHaveLength(1);
  });
  it('value_percentile without one finds values by their share of all', () => {
    const values = valued('p', 'p', 'p', 'q', 'p', 'p', 'p', 'p', 'p', 'p');
    expect(evaluate(section('value_percentile', '{field: v, lte: 10}'), values)).toMatchObject([{ value: 10 }]);
    expect(evaluate(section('value_percentile', '{field: v, lte: 9}'), values)).toEqual([]);
  });
});

describe('temporal correlations', () => {
  const temporal = (type: string, condition = ''): string => `type: ${type}\nrules: [a, b, d]\ngroup-by: [host]\ntimespan: 10s\n${condition}`;
  const sequence = (text: string, gap = 1) => [...text].map((rule, i) => match(rule, i * gap, { host: 'x' }, `${i}`));
  it('temporal asks for every rule in any order within the timespan', () => {
    expect(evaluate(temporal('temporal'), sequence('dba'))).toMatchObject([{ count: 3, value: 3 }]);
    expect(evaluate(temporal('temporal'), sequence('dbb'))).toEqual([]);
    expect(evaluate(temporal('temporal'), sequence('dba', 6))).toEqual([]);
  });
  it('temporal with a condition counts different rules', () => {
    expect(evaluate(temporal('temporal', 'condition: {gte: 2}'), sequence('aab'))).toHaveLength(1);
    expect(evaluate(temporal('temporal', 'condition: {gte: 2}'), sequence('aaa'))).toEqual([]);
  });
  it.each([['abd', 1, true], ['aadbd', 1, true], ['bad', 1, false], ['dba', 1, false], ['abd', 5, true], ['abd', 6, false], ['abadbd', 2, true]])('temporal_ordered over %s, %i s apart: %s', (text, gap, holds) => {
    expect(evaluate(temporal('temporal_ordered'), sequence(text, gap)).length === 1).toBe(holds);
  });
  it('temporal_ordered with a condition asks for that many rules in order', () => {
    expect(evaluate(temporal('temporal_ordered', 'condition: {gte: 2}'), sequence('bad'))).toMatchObject([{ value: 2 }]);
    expect(evaluate(temporal('temporal_ordered', 'condition: {gte: 2}'), sequence('dba'))).toEqual([]);
  });
  it('temporal_ordered takes equal times in either order, whatever the records are called', () => {
    const together = (first: string, second: string) => [match('a', 0, { host: 'x' }, first), match('b', 0, { host: 'x' }, second), match('d', 0, { host: 'x' }, 'm')];
    expect(evaluate(temporal('temporal_ordered'), together('z', 'k'))).toHaveLength(1);
    expect(evaluate(temporal('temporal_ordered'), together('k', 'z'))).toHaveLength(1);
  });
});
