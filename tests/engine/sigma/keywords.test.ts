import { describe, expect, it } from 'vitest';
import { compile, matches, processEvent, ruleText } from './support/rules';

describe('keywords', () => {
  const any = "k:\n    - 'event::clear'\n    - 'a*z'\n    - 4711\ncondition: k";
  it.each([
    [{ x: 'run EVENT::CLEAR now' }, true],
    [{ x: 'event::', y: 'clear' }, false],
    [{ x: { deep: ['--', 'event::clear'] } }, true],
    [{ x: 'xx a-to-z xx' }, true],
    [{ x: 'a', y: 'z' }, false],
    [{ x: 4711 }, true],
    [{ x: 'pid 47110' }, true],
    [{ 'event::clear': 'only a name' }, false],
  ])('are parts of any value: %j is %s', (fields, expected) => expect(matches(any, fields)).toBe(expected));

  it('|all asks for each of them, in any values', () => {
    const all = "k:\n    '|all':\n        - 'one'\n        - 'two'\ncondition: k";
    expect(matches(all, { x: 'one', y: 'two' })).toBe(true);
    expect(matches(all, { x: 'one' })).toBe(false);
  });

  it('a single text is a keyword', () => expect(matches('k: needle\ncondition: k', { x: 'hay needle hay' })).toBe(true));
  it('may be regular expressions', () => expect(matches("k:\n    '|re': 'n[e]{2}dle'\ncondition: k", { x: 'a needle' })).toBe(true));
  it('work in a negated selection', () => expect(matches("k:\n    - 'bad'\ns:\n    a: '1'\ncondition: s and not k", { a: '1', b: 'bad' })).toBe(false));
  it('need no field of their own name', () => {
    const rules = compile(ruleText(any));
    expect(rules.explain(0, processEvent({ deep: { er: 'an event::clear here' } })).matched).toEqual([
      { selection: 'k', field: 'deep.er', value: 'an event::clear here', pattern: 'event::clear' },
    ]);
  });
  it('short keywords are found as well', () => expect(matches("k:\n    - 'zq'\ncondition: k", { x: 'aZQb' })).toBe(true));
});
