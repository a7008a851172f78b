import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCorrelation } from '../../../lib/engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../../../lib/engine/sigma/correlations/groups';
import { nodeOf, NOON, rulesWith } from './support/correlations';

const SPAN = 10;
const THRESHOLDS = ['gte: 2', 'gte: 3', 'gt: 3', 'lt: 3', 'eq: 2', 'gt: 1, lte: 3'];
const TYPES = ['event_count', 'value_count', 'value_sum', 'value_avg', 'value_percentile', 'temporal', 'temporal_ordered'] as const;

const condition = (type: (typeof TYPES)[number], threshold: string): string =>
  type.startsWith('value') ? `{field: v, ${type === 'value_percentile' ? 'percentile: 50, ' : ''}${threshold}}` : `{${threshold}}`;

const sections = fc.record({ type: fc.constantFrom(...TYPES), threshold: fc.constantFrom(...THRESHOLDS) })
  .map(({ type, threshold }) => `type: ${type}\nrules: [a, b, d]\ngroup-by: [g]\ntimespan: ${SPAN}s\ncondition: ${condition(type, threshold)}`);

// Around midnight, so that matches are cut by day too.
const events = fc.array(fc.record({ rule: fc.constantFrom('a', 'b', 'd'), at: fc.integer({ min: -40, max: 40 }), g: fc.constantFrom('x', 'y'), v: fc.integer({ min: 0, max: 4 }), record: fc.integer({ min: 0, max: 60 }) }), { maxLength: 24 })
  .map((list) => [...new Map(list.map((e) => [e.record, e])).values()].map(({ rule, at, g, v, record }): MatchedEvent => ({ ruleId: rule, observedAt: NOON + (43_200 + at) * 1000, uuid: `r${record}`, fields: { g, v: String(v) } })));

const rules = new Map<string, ReturnType<typeof nodeOf>>();
function node(section: string) {
  let known = rules.get(section);
  if (!known) rules.set(section, (known = nodeOf(rulesWith(['a', 'b', 'd'], { c: section }), 'c')));
  return known;
}

/** By the book: every window that ends at an event, its measure worked out from scratch. */
function naiveMeasure(type: string, window: readonly MatchedEvent[]): number | undefined {
  const values = window.map((e) => Number(e.fields['v']));
  switch (type) {
    case 'event_count': return window.length;
    case 'value_count': return new Set(values).size;
    case 'temporal': return new Set(window.map((e) => e.ruleId)).size;
    case 'value_sum': return values.reduce((a, b) => a + b, 0);
    case 'value_avg': return values.reduce((a, b) => a + b, 0) / values.length;
    case 'value_percentile': return [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1];
    default: {
      const order = ['a', 'b', 'd'];
      const chains = [[], ['a'], ['b'], ['d'], ['a', 'b'], ['a', 'd'], ['b', 'd'], order];
      const holds = (chain: readonly string[], from: number): boolean =>
        chain.length === 0 || window.some((e) => e.ruleId === chain[0] && e.observedAt >= from && holds(chain.slice(1), e.observedAt));
      return Math.max(...chains.filter((chain) => holds(chain, 0)).map((chain) => chain.length));
    }
  }
}

describe('correlation rules', () => {
  it('say the same of a set of events, in whatever order and however often they come', () => {
    fc.assert(fc.property(sections, events.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.shuffledSubarray(list))), (section, [list, shuffled, again]) => {
      expect(evaluateCorrelation(node(section), [...shuffled, ...again])).toEqual(evaluateCorrelation(node(section), list));
    }), { numRuns: 400, seed: 3 });
  });

  it('hold exactly where windows worked out one by one say so', () => {
    fc.assert(fc.property(sections, events, (section, list) => {
      const { rule } = node(section);
      const grows = rule.thresholds.every(({ operator }) => operator.startsWith('g')) && rule.type !== 'value_avg' && rule.type !== 'value_percentile';
      const expected = ['x', 'y'].flatMap((g) => {
        const group = list.filter((e) => e.fields['g'] === g);
        return group.filter((end) => {
          const window = group.filter((e) => e.observedAt <= end.observedAt && e.observedAt >= end.observedAt - SPAN * 1000);
          const first = Math.min(...window.map((e) => e.observedAt));
          const extends_ = group.some((e) => e.observedAt > end.observedAt && e.observedAt - first <= SPAN * 1000);
          const value = naiveMeasure(rule.type, window);
          return (grows || !extends_) && value !== undefined
            && rule.thresholds.every(({ operator, value: limit }) => ({ gt: value > limit, gte: value >= limit, lt: value < limit, lte: value <= limit, eq: value === limit, neq: value !== limit })[operator]);
        }).map((end) => ({ g, at: end.observedAt }));
      });
      const found = evaluateCorrelation(node(section), list);
      for (const { g, at } of expected) expect(found.some((m) => m.groupKey === g && m.firstAt <= at && m.lastAt >= at && m.day <= at && at < m.day + 86_400_000), `${section} ${g} ${at}`).toBe(true);
      for (const m of found) expect(expected.some(({ g, at }) => g === m.groupKey && at === m.lastAt), `${section} ${JSON.stringify(m)}`).toBe(true);
    }), { numRuns: 600, seed: 4 });
  });

  it('that ask for at least so much only ever gain by further events', () => {
    const growing = fc.constantFrom('event_count', 'value_count', 'temporal', 'temporal_ordered').map((type) => `type: ${type}\nrules: [a, b, d]\ngroup-by: [g]\ntimespan: ${SPAN}s\ncondition: ${condition(type as 'temporal', 'gte: 2')}`);
    fc.assert(fc.property(growing, events, fc.nat(), (section, list, pick) => {
      const all = evaluateCorrelation(node(section), list);
      const fewer = evaluateCorrelation(node(section), list.filter((_, i) => i !== pick % Math.max(1, list.length)));
      for (const m of fewer) expect(all.some((other) => other.groupKey === m.groupKey && other.day === m.day && other.firstAt <= m.firstAt && other.lastAt >= m.lastAt && other.count >= m.count)).toBe(true);
    }), { numRuns: 300, seed: 5 });
  });
});
