import { describe, expect, it } from 'vitest';
import { compile, matches, ruleText } from './support/rules';

const SELECTIONS = "sel_a:\n    a: '1'\nsel_b:\n    b: '1'\nother:\n    c: '1'\n_hidden:\n    d: '1'\n";
const holds = (condition: string, ...present: readonly string[]): boolean =>
  matches(`${SELECTIONS}condition: ${condition}`, Object.fromEntries(present.map((field) => [field, '1'])));

describe('conditions', () => {
  it.each([
    ['sel_a', ['a'], true],
    ['sel_a and sel_b', ['a'], false],
    ['sel_a or sel_b', ['b'], true],
    ['not sel_a', ['b'], true],
    ['sel_a or sel_b and other', ['a'], true],
    ['(sel_a or sel_b) and other', ['a'], false],
    ['not sel_a and sel_b', ['b'], true],
    ['not (sel_a and sel_b)', ['a'], true],
    ['not not sel_a', ['a'], true],
    ['1 of them', ['c'], true],
    ['1 of them', ['d'], false],
    ['any of them', ['b'], true],
    ['all of them', ['a', 'b', 'c'], true],
    ['all of them', ['a', 'b'], false],
    ['all of sel_*', ['a', 'b'], true],
    ['1 of *_b', ['b'], true],
    ['1 of s*l_*', ['a'], true],
    ['1 of _hid*', ['d'], true],
    ['1 of *hidden or sel_a', ['d'], 'refused'],
    ['2 of them', ['a', 'c'], true],
    ['2 of them', ['a'], false],
    ['sel_a and not 1 of sel_b*', ['a', 'b'], false],
    ['SEL_A', ['a'], 'refused'],
    ['sel_a AND sel_b', ['a', 'b'], true],
  ] as const)('%s with %j is %s', (condition, present, expected) => {
    if (expected === 'refused') expect(() => holds(condition, ...present)).toThrow();
    else expect(holds(condition, ...present)).toBe(expected);
  });

  it('a list of conditions is OR', () => {
    expect(matches(`${SELECTIONS}condition:\n    - sel_a\n    - sel_b and other`, { b: '1', c: '1' })).toBe(true);
    expect(matches(`${SELECTIONS}condition:\n    - sel_a\n    - sel_b and other`, { b: '1' })).toBe(false);
  });

  it.each([
    ['sel_a and', 'ends too early'],
    ['sel_a sel_b', 'unexpected "sel_b"'],
    ['(sel_a', 'closing parenthesis'],
    ['nothing', 'no selection "nothing"'],
    ['1 of nothing*', 'no selection matches'],
    ['5 of sel_*', 'never be true'],
    ['some of them', 'not a quantity'],
    ['sel_a | count() > 5', 'not part of Sigma 2'],
    ['and sel_a', 'unexpected "and"'],
  ])('%s is refused: %s', (condition, reason) => expect(compile(ruleText(`${SELECTIONS}condition: ${condition}`)).errors[0]?.reason).toContain(reason));

  it('nesting has an end', () => {
    const deep = `${'('.repeat(10_000)}sel_a${')'.repeat(10_000)}`;
    expect(compile(ruleText(`${SELECTIONS}condition: ${deep}`)).errors[0]?.reason).toContain('nested');
  });
});
