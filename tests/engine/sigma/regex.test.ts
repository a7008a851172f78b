import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../lib/engine/sigma/regex';
import { compile, processEvent, ruleText } from './support/rules';

const atom = fc.constantFrom('a', 'b', 'X', '.', '[ab]', '[^a]', '\\w', '\\s', '\\d', '(a|b)', '(?:ab)', '(a|)', '\\b', '\\B', '^', '\\.', '[a-c\\d]', '(?:b?)', '[^b]{3,}', '.{4}');
const quantifier = fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '+?');
const piece = fc.tuple(atom, quantifier).map(([body, repeat]) => (/^(?:\^|\\[bB]|.*\})$/.test(body) ? body : body + repeat));
const source = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''));
const pattern = fc.oneof({ weight: 3, arbitrary: source }, fc.tuple(source, source).map(([left, right]) => `${left}|${right}`));
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'X', 'x', ' ', '1', '.', '\n', 'é'), maxLength: 14 });

describe('the regular expression engine', () => {
  it('agrees with the built-in one, for any pattern of the supported flavour', () => {
    fc.assert(
      fc.property(pattern, fc.array(text, { maxLength: 6 }), fc.constantFrom('', 'i', 's', 'm'), (regex, texts, flags) => {
        const ours = compileRegex(regex, flags);
        // Written out, because the built-in shorthands know other line ends and spaces.
        const theirs = new RegExp(regex.replaceAll('.', (dot, at: number) => (regex[at - 1] === '\\' || flags === 's' ? dot : '[^\\n]')), flags);
        for (const sample of texts) expect(ours.test(sample), `${regex} on ${JSON.stringify(sample)}`).toBe(theirs.test(sample));
      }),
      { seed: 7, numRuns: 3000 },
    );
  });

  it('every literal that it names is in every match', () => {
    fc.assert(
      fc.property(pattern, text, (regex, sample) => {
        const ours = compileRegex(regex, 'i');
        if (ours.test(sample)) for (const group of ours.literals) expect(group.some((literal) => sample.toLowerCase().includes(literal))).toBe(true);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it.each([
    ['a$', 'a\n', true], ['a$', 'a\n\n', false], ['a\\z', 'a\n', false], ['a\\Z', 'a\n', true], ['\\Aa', 'ba', false],
    ['(?P<name>ab)+', 'abab', true], ['(?i:A)b', 'ab', true], ['(?i:A)b', 'aB', false], ['x{2,}', 'xx', true], ['a{,2}', 'a{,2}', true], ['[]a]', ']', true], ['\\x41\\u0042', 'AB', true],
  ])('%s on %j is %s', (regex, sample, expected) => expect(compileRegex(regex, '').test(sample)).toBe(expected));

  it.each([
    ['(?=a)', 'look-around'], ['(?<!a)b', 'look-around'], ['(a)\\1', '"\\1"'], ['(a', 'closing ")"'], ['a)', 'unmatched'], ['[a', 'closing "]"'], ['*a', 'nothing to repeat'],
    ['a++', 'possessive'], ['a{9,2}', 'out of order'], ['(a{5000}){5000}', 'too large'], ['\\p{L}', '"\\p"'], ['['.repeat(3), 'closing "]"'], ['('.repeat(101), 'nested'],
  ])('%s is refused: %s', (regex, reason) => expect(() => compileRegex(regex, '')).toThrow(reason));

  it.each(['(a+)+$', '(a|aa)+$', '^(a|a?)+$', '(.*a){12}$', '(\\w+\\s?)+$', '^(([a-z])+.)+[A-Z]([a-z])+$', '.*.*.*.*.*=x'])('a catastrophic pattern is no catastrophe: %s', (regex) => {
    expect(compileRegex(regex, '').test(`${'a'.repeat(50_000)}!`)).toBe(false);
  });

  it('finds its match deep in a long text with few remembered states', () => {
    const ours = compileRegex('(a|b)*a(a|b){11}c', '');
    const noise = Array.from({ length: 20_000 }, (_, i) => ((i * 2_654_435_761) % 97 < 48 ? 'a' : 'b')).join('');
    expect(ours.test(noise)).toBe(false);
    expect(ours.test(`${noise}abbbbbbbbbbbc`)).toBe(true);
  });

  it('a refused pattern is an error of its rule alone, with its place', () => {
    const rules = compile(ruleText("s:\n    f|re: '(?=x)'\ncondition: s"), ruleText("s:\n    f|re: 'x'\ncondition: s", 'good'));
    expect(rules.errors).toEqual([{ file: 'rules/1.yml', line: 8, column: 15, ruleId: 'rule-1', reason: 'invalid regular expression at character 3: look-around, atomic and conditional groups are not supported' }]);
    expect(rules.matchIds(processEvent({ f: 'x' }))).toEqual([0]);
  });
});
