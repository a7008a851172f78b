import { describe, expect, it } from 'vitest';
import { compile, processEvent, ruleText } from './support/rules';

const correlation = (section: string): string => `title: Many\nid: many\nlevel: high\ncorrelation:\n${section.trim().split('\n').map((line) => `    ${line}`).join('\n')}\n`;

describe('correlation rules', () => {
  it('are kept in typed form', () => {
    const rules = compile(correlation('type: value_count\nrules:\n    - one\n    - two\ngroup-by: [who]\ntimespan: 90m\naliases:\n    who:\n        one: User\n        two: Account\ncondition:\n    field: Host\n    gte: 5\n    lt: 100\ngenerate: true'));
    expect(rules.errors).toEqual([]);
    expect(rules.correlations).toMatchObject([{
      id: 'many', title: 'Many', level: 'high', type: 'value_count', rules: ['one', 'two'], groupBy: ['who'], timespanSeconds: 5400, aliases: { who: { one: 'User', two: 'Account' } },
      thresholds: [{ operator: 'gte', value: 5 }, { operator: 'lt', value: 100 }], fields: ['Host'], generate: true,
    }]);
  });

  it('of temporal type need no condition', () => {
    expect(compile(correlation('type: temporal_ordered\nrules: [a, b]\ntimespan: 10s')).correlations).toMatchObject([{ type: 'temporal_ordered', thresholds: [], groupBy: [] }]);
  });

  it.each([
    ['type: often\nrules: [a]\ntimespan: 1h', 5, 'not a correlation type'],
    ['type: event_count\ntimespan: 1h', 5, 'refers to no rules'],
    ['type: event_count\nrules: [a]\ntimespan: 1y\ncondition: {gte: 2}', 7, 'timespan'],
    ['type: event_count\nrules: [a]\ntimespan: 1h', 5, 'needs a condition'],
    ['type: value_sum\nrules: [a]\ntimespan: 1h\ncondition: {gte: 2}', 8, 'needs "field"'],
    ['type: event_count\nrules: [a]\ntimespan: 1h\ncondition: {atleast: 2}', 8, 'not a comparison'],
    ['type: event_count\nrules: [a]\ntimespan: 1h\ncondition: {gte: many}', 8, 'number'],
    ['type: temporal\nrules: [a]\ntimespan: 1h\naliases: {x: {b: F}}', 8, 'not among the rules'],
  ])('%j is refused at line %i: %s', (section, line, reason) => {
    const [error] = compile(correlation(section)).errors;
    expect(error?.reason).toContain(reason);
    expect(error?.line).toBe(line);
  });
});

describe('filters', () => {
  const rules = (condition: string, targets: string): ReturnType<typeof compile> => compile(
    ruleText("s:\n    f: 'a'\ncondition: s", 'one'),
    ruleText("s:\n    f: 'a'\ncondition: s", 'two'),
    `title: Known\nid: known\nlogsource:\n    product: windows\nfilter:\n    rules: ${targets}\n    selection:\n        User|startswith: 'adm_'\n    condition: ${condition}\n`,
  );
  it.each(['selection', 'not selection'])('suppress what their selection describes, whether written %s or not', (condition) => {
    const set = rules(condition, '[one]');
    expect(set.filters).toMatchObject([{ id: 'known', rules: ['one'] }]);
    expect(set.matchIds(processEvent({ f: 'a', User: 'adm_x' }))).toEqual([1]);
    expect(set.matchIds(processEvent({ f: 'a', User: 'guest' }))).toEqual([0, 1]);
    expect(set.matchIds(processEvent({ f: 'a' }))).toEqual([0, 1]);
  });
  it('for any rule reach every rule of their log source', () => expect(rules('selection', 'any').matchIds(processEvent({ f: 'a', User: 'adm_x' }))).toEqual([]));
});
