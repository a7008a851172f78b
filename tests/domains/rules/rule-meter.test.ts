import { describe, expect, it } from 'vitest';
import type { SigmaEvent } from '../../../lib/engine/activity/activity';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import type { RuleSet } from '../../../lib/engine/sigma/types';
import { LruMap } from '../../../lib/platform/lru-map';
import { EXCESS_LIMITS, SAMPLE } from '../../../lib/rules/limits';
import { RuleMeter } from '../../../lib/rules/rule-meter';
import { RULE_A, RULE_B, ruleText } from './support/rule-text';

const event = (commandLine: string, category = 'process_creation'): SigmaEvent => ({ product: 'windows', service: 'sysmon', categories: [category], fields: { CommandLine: commandLine } });
const rules = compileRules([{ file: 'a.yml', text: ruleText({ id: RULE_A }) }, { file: 'b.yml', text: ruleText({ id: RULE_B, logSource: 'category: dns_query' }) }]);
const SLOW_MS = (EXCESS_LIMITS.nanosecondsMax / 1_000_000) * 2;

/** The same rules on a clock of their own: looking at a rule takes as long as `costMs` says. */
function clocked(costMs: (index: number, look: number) => number): { set: RuleSet; now: () => number } {
  let time = 0, looks = 0;
  const set: RuleSet = { ...rules, matchIds: (e) => rules.matchIds(e), explain: (i, e) => rules.explain(i, e), matchesAlone: (i, e) => { time += costMs(i, looks++); return rules.matchesAlone(i, e); } };
  return { set, now: () => time };
}

describe('the meter of a batch', () => {
  it('says nothing of rules that behave, and changes none of their matches', () => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => 0 });
    expect([...meter.matchIds(event('umeboshi'))]).toEqual([0]);
    expect([...meter.matchIds(event('plain'))]).toEqual([]);
    expect(meter.explain(0, event('umeboshi'))).toEqual(rules.explain(0, event('umeboshi')));
    expect(meter.use()).toEqual({ excesses: [], costs: [] });
  });

  it('counts a rule\'s share among the records of its own log source only', () => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => 0 });
    for (let n = 0; n < EXCESS_LIMITS.shareRecordsMin * 10; n++) meter.matchIds(event('umeboshi', 'dns_query'));
    for (let n = 0; n < EXCESS_LIMITS.shareRecordsMin; n++) meter.matchIds(event(n % 4 === 0 ? 'umeboshi' : 'plain'));
    expect(meter.use().excesses).toEqual([
      { ruleId: RULE_A, reason: 'share', matches: 250, records: 1_000, nanosecondsPerEvent: 0 },
      { ruleId: RULE_B, reason: 'matches', matches: 10_000, records: 10_000, nanosecondsPerEvent: 0 },
    ]);
  });

  it('raises no more of a rule that matches nearly everything, and goes on counting it', () => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => 0 });
    let raised = 0;
    for (let n = 0; n < 3_000; n++) raised += meter.matchIds(event('umeboshi')).length;
    expect(raised).toBe(EXCESS_LIMITS.floodMatches - 1);
    expect(meter.use().excesses).toMatchObject([{ ruleId: RULE_A, matches: 3_000, records: 3_000 }]);
  });

  it('raises every match of a rule that is spared, however much that is, and still reports it', () => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => 0, spared: new Set([RULE_A]) });
    let raised = 0;
    for (let n = 0; n < EXCESS_LIMITS.matchesMax + 1_000; n++) raised += meter.matchIds(event('umeboshi')).length;
    expect(raised).toBe(EXCESS_LIMITS.matchesMax + 1_000);
    expect(meter.use().excesses).toMatchObject([{ ruleId: RULE_A, reason: 'matches' }]);
  });

  it('raises every match of a rule that matches often, but not most of its records', () => {
    const meter = new RuleMeter(rules, { sampled: false, now: () => 0 });
    let raised = 0;
    for (let n = 0; n < 3_000; n++) raised += meter.matchIds(event(n % 3 === 0 ? 'umeboshi' : 'plain')).length;
    expect(raised).toBe(1_000);
  });

  it('measures what each rule costs on the records of its log source, and reports one that is too slow every time', () => {
    const { set, now } = clocked((index) => (index === 0 ? SLOW_MS : 0.001));
    const meter = new RuleMeter(set, { sampled: true, now });
    for (let n = 0; n < 1_000; n++) meter.matchIds(event('plain'));
    const { excesses, costs } = meter.use();
    expect(excesses).toEqual([{ ruleId: RULE_A, reason: 'cost', matches: 0, records: 1_000, nanosecondsPerEvent: EXCESS_LIMITS.nanosecondsMax * 2 }]);
    expect(costs.map(({ ruleId }) => ruleId)).toEqual([RULE_A]);
    expect(costs[0]?.events).toBeGreaterThanOrEqual(SAMPLE.records);
    expect(costs[0]?.events).toBeLessThan(SAMPLE.records * 2);
  });

  it('measures whoever goes past a bound in any batch, and nobody else', () => {
    const { set, now } = clocked(() => 0.002);
    const meter = new RuleMeter(set, { sampled: false, now });
    for (let n = 0; n < EXCESS_LIMITS.shareRecordsMin; n++) meter.matchIds(event('umeboshi'));
    expect(meter.use()).toEqual({ excesses: [{ ruleId: RULE_A, reason: 'share', matches: 1_000, records: 1_000, nanosecondsPerEvent: 2_000 }], costs: [] });
  });

  it('blames no rule for a thread that was put aside while it was looked at', () => {
    const { set, now } = clocked((_index, look) => (look % 3 === 0 ? 1_000 : 0.001));
    const meter = new RuleMeter(set, { sampled: true, now });
    for (let n = 0; n < 200; n++) meter.matchIds(event('plain'));
    expect(meter.use().excesses).toEqual([]);
  });
});

describe('a map that forgets', () => {
  it('drops what was not asked for longest when its entries are too large together, and keeps the newest whatever its size', () => {
    const map = new LruMap<string, number>(10, (size) => size);
    map.set('a', 4);
    map.set('b', 4);
    expect(map.get('a')).toBe(4);
    map.set('c', 4);
    expect([map.get('a'), map.get('b'), map.get('c')]).toEqual([4, undefined, 4]);
    map.set('d', 99);
    expect([map.size, map.get('d')]).toEqual([1, 99]);
    map.set('d', 1);
    map.set('e', 9);
    expect(map.size).toBe(2);
  });
});
