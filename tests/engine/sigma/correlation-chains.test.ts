import { describe, expect, it } from 'vitest';
import { evaluateCorrelation } from '../../../lib/engine/sigma/correlations/evaluate';
import { correlationFactsOf, factKeysOf, isShown, matchFactKey } from '../../../lib/engine/sigma/correlations/match-facts';
import { planOf } from '../../../lib/engine/sigma/correlations/plan';
import { evaluate, match, nodeOf, NOON, rulesWith } from './support/correlations';
import { processEvent } from './support/rules';

describe('aliases', () => {
  const section = 'type: temporal\nrules: [a, b-name]\ngroup-by: [inside]\ntimespan: 10s\naliases:\n    inside:\n        a: dst\n        b-name: src';
  it('let the rules name the group by different fields', () => {
    expect(evaluate(section, [match('a', 0, { dst: '1', src: '9' }), match('b', 1, { src: '1', dst: '7' })])).toMatchObject([{ group: [{ field: 'inside', value: '1' }] }]);
    expect(evaluate(section, [match('a', 0, { dst: '1' }), match('b', 1, { dst: '1' })])).toEqual([]);
  });
});

describe('a correlation over correlations', () => {
  const many = 'type: event_count\nrules: [a]\ngroup-by: [user, host]\ntimespan: 10s\ncondition: {gte: 3}';
  const followed = 'type: temporal_ordered\nrules: [many-name, b]\ngroup-by: [user]\ntimespan: 10s';
  const rules = rulesWith(['a', 'b'], { followed, many });
  const outer = nodeOf(rules, 'followed');
  const failures = (user: string, ...seconds: number[]) => seconds.map((second) => match('a', second, { user, host: 'h' }));

  it('holds when the inner one held before, and shows the events beneath', () => {
    const events = [...failures('u', 0, 1, 2), match('b', 8, { user: 'u' })];
    expect(evaluateCorrelation(outer, events)).toMatchObject([{ ruleId: 'followed', group: [{ field: 'user', value: 'u' }], count: 4, firstAt: NOON, lastAt: NOON + 8000 }]);
    expect(evaluateCorrelation(outer, [...failures('u', 0, 1), match('b', 8, { user: 'u' })])).toEqual([]);
    expect(evaluateCorrelation(outer, [match('b', 0, { user: 'u' }), ...failures('u', 1, 2, 3)])).toEqual([]);
  });
  it('sees the inner one from the moment at which it held, though more of its events follow', () => {
    expect(evaluateCorrelation(outer, [...failures('u', 0, 1, 2, 6, 7), match('b', 4, { user: 'u' })])).toHaveLength(1);
  });
  it('groups by its own fields only: an inner match counts for each group that its events name', () => {
    const spread = rulesWith(['a', 'b'], { followed, many: many.replace('[user, host]', '[host]') });
    const events = ['u', 'v', 'w'].flatMap((user, i) => failures(user, i));
    expect(evaluateCorrelation(nodeOf(spread, 'followed'), [...events, match('b', 5, { user: 'v' })])).toMatchObject([{ group: [{ field: 'user', value: 'v' }] }]);
    expect(evaluateCorrelation(nodeOf(spread, 'followed'), [...events, match('b', 5, { user: 'other' })])).toEqual([]);
  });
  it('counts a match of the inner one once, however long it holds', () => {
    const bursts = rulesWith(['a'], { many, bursts: 'type: event_count\nrules: [many]\ngroup-by: [user]\ntimespan: 1h\ncondition: {gte: 2}' });
    const node = nodeOf(bursts, 'bursts');
    expect(evaluateCorrelation(node, failures('u', 0, 1, 2, 3, 4, 5))).toEqual([]);
    expect(evaluateCorrelation(node, failures('u', 0, 1, 2, 100, 101, 102))).toMatchObject([{ value: 2, count: 6 }]);
  });
  it('follows aliases through each level', () => {
    const chain = rulesWith(['a', 'b'], {
      many: 'type: event_count\nrules: [a]\ngroup-by: [who]\ntimespan: 10s\naliases: {who: {a: TargetUser}}\ncondition: {gte: 2}',
      followed: 'type: temporal\nrules: [many, b]\ngroup-by: [account]\ntimespan: 10s\naliases: {account: {many: who, b: Account}}',
    });
    expect(evaluateCorrelation(nodeOf(chain, 'followed'), [match('a', 0, { TargetUser: 'u' }), match('a', 1, { TargetUser: 'u' }), match('b', 2, { Account: 'U' })])).toHaveLength(1);
  });
  it('reaches back as far as its levels do together', () => {
    expect(outer.reachMs).toBeGreaterThanOrEqual(20_000);
  });
});

describe('what correlation rules refer to', () => {
  const count = (rules: string, extra = ''): string => `type: event_count\nrules: [${rules}]\ngroup-by: [u]\ntimespan: 1m\ncondition: {gte: 2}${extra}`;
  it('is hidden unless one of those that refer to it generates', () => {
    const hidden = (correlations: Record<string, string>) => [...planOf(rulesWith(['a', 'b'], correlations)).hidden].sort();
    expect(hidden({ c: count('a') })).toEqual(['a']);
    expect(hidden({ c: count('a', '\ngenerate: true') })).toEqual([]);
    expect(hidden({ c: count('a'), other: count('a-name', '\ngenerate: true') })).toEqual([]);
    expect(hidden({ c: count('a'), other: count('c, b') })).toEqual(['a', 'b', 'c']);
    const rules = rulesWith(['a', 'b'], { c: count('a') });
    expect([isShown(rules, 0), isShown(rules, 1)]).toEqual([false, true]);
  });
  it('is reported with file and rule when it is unknown, circular, or builds on such; all else runs', () => {
    const rules = rulesWith(['a'], { one: count('two'), two: count('one'), three: count('nowhere'), four: count('three'), good: count('a') });
    expect(rules.errors).toEqual([]);
    expect(rules.warnings.map(({ ruleId }) => ruleId).sort()).toEqual(['four', 'one', 'three', 'two']);
    expect(rules.warnings.find(({ ruleId }) => ruleId === 'three')).toMatchObject({ file: 'rules/4.yml', line: 1, column: 1, reason: 'it refers to "nowhere", which is not among the rules' });
    expect(planOf(rules).nodes.map(({ rule }) => rule.id)).toEqual(['good']);
    expect(planOf(rules).hidden).toEqual(new Set(['a']));
  });
});

describe('facts of matches', () => {
  const rules = rulesWith(['a', 'b'], {
    by_user: 'type: value_count\nrules: [a]\ngroup-by: [User, endpointKey]\ntimespan: 1m\ncondition: {field: Target, gte: 2}',
    by_host: 'type: event_count\nrules: [a]\ngroup-by: [Host]\ntimespan: 1m\ncondition: {gte: 2}',
  });
  const activity = { observedAt: NOON, timeSource: 'record', family: 'windows', kind: 'process_start', endpointKey: 'pc-1' } as const;
  const factsOf = (fields: Record<string, unknown>) => correlationFactsOf(rules, rules.matchIds(processEvent(fields)), { event: processEvent(fields), activity }, 7);

  it('are kept per correlation under its group, with the fields that it asks for, of the event or of the activity', () => {
    const fields = { User: 'Sato', Target: 'srv', Host: 'H' };
    expect(factsOf({ is: 'a', ...fields, Other: 'x' })).toEqual([
      { kind: 'match', endpointKey: 'pc-1', observedAt: NOON, ruleId: 'a', ordinal: 7, key: 'by_user|sato|pc-1', fields: { ...fields, endpointKey: 'pc-1' } },
      { kind: 'match', endpointKey: 'pc-1', observedAt: NOON, ruleId: 'a', ordinal: 7, key: 'by_host|h', fields: { ...fields, endpointKey: 'pc-1' } },
    ]);
  });
  it('are none for rules that feed no correlation and for groups that the event does not name', () => {
    expect(factsOf({ is: 'b', User: 'Sato', Host: 'H' })).toEqual([]);
    expect(factsOf({ is: 'a', User: 'Sato' }).map(({ key }) => key)).toEqual(['by_user|sato|pc-1']);
    expect(factsOf({ is: 'a', User: '' })).toEqual([]);
  });
  it('are found again by the group of a match', () => {
    const [fact] = factsOf({ is: 'a', User: 'Sato' });
    const node = nodeOf(rules, 'by_user');
    expect(fact && factKeysOf(node, fact)).toEqual(new Set([matchFactKey('by_user', 'sato\0pc-1')]));
  });
  it('stay short, however long the values are', () => {
    const [fact] = factsOf({ is: 'a', User: 'u'.repeat(5000) });
    expect(fact?.key.length).toBeLessThanOrEqual(500);
    expect(fact?.fields['User']?.length).toBeLessThanOrEqual(512);
  });
});
