import { describe, expect, it } from 'vitest';
import { compile, fieldMatches, matches, processEvent, ruleText } from './support/rules';

describe('wildcards and escapes', () => {
  it.each([
    ["'a*c'", 'abbbc', true], ["'a*c'", 'ac', true], ["'a?c'", 'abc', true], ["'a?c'", 'ac', false], ["'*b*'", 'abc', true], ["'*'", '', true],
    ["'a\\*c'", 'a*c', true], ["'a\\*c'", 'abc', false], ["'a\\?c'", 'a?c', true], ["'C:\\Windows'", 'c:\\windows', true], ["'C:\\\\Windows'", 'c:\\windows', true],
    ["'a\\\\*'", 'a\\anything', true], ["'a\\\\\\*'", 'a\\*', true], ["'a\\\\\\*'", 'a\\b', false], ["'\\\\\\\\host'", '\\\\host', true], ["'??'", 'ab', true], ["'??'", 'a', false],
    ["'a*b*c'", 'aXbYbZc', true], ["'a*b*c'", 'acb', false], ["'a*aa'", 'aa', false],
  ])('%s on %j is %s', (value, content, expected) => expect(fieldMatches('f', value, content)).toBe(expected));
});

describe('null, empty and absent', () => {
  it.each([
    ['null', undefined, true], ['null', null, true], ['null', '', false], ['null', 'x', false],
    ["''", '', true], ["''", undefined, false], ["''", null, false], ["''", 'x', false], ["'*'", undefined, false], ["'*'", null, false],
  ])('%s on %j is %s', (value, content, expected) => expect(fieldMatches('f', value, content)).toBe(expected));

  it('an absent field makes a comparison false, and its negation true', () => {
    expect(matches("s:\n    f: 'a'\ncondition: s", {})).toBe(false);
    expect(matches("s:\n    f: 'a'\ncondition: not s", {})).toBe(true);
  });
});

describe('types', () => {
  it.each([
    ['4624', 4624, true], ['4624', '4624', true], ["'4624'", 4624, true], ['4624', '46240', false], ['true', true, true], ["'true'", true, true], ['true', 'TRUE', true],
    ['9007199254740993', '9007199254740993', true], ['0x1f', '31', true],
  ])('%s on %j is %s', (value, content, expected) => expect(fieldMatches('f', value, content)).toBe(expected));

  it('letters fold in ASCII only', () => {
    expect(fieldMatches('f', "'ÄBC'", 'Äbc')).toBe(true);
    expect(fieldMatches('f', "'äbc'", 'ÄBC')).toBe(false);
    expect(fieldMatches('f|contains', "'kelvin'", '\u212aelvin')).toBe(false);
  });

  it('any element of a list of values may match', () => {
    expect(fieldMatches('f|endswith', "'.exe'", ['a.dll', 'b.exe'])).toBe(true);
    expect(fieldMatches('f|contains|all', "['a', 'b']", ['xa', 'xb'])).toBe(true);
    expect(fieldMatches('f', "'a'", [])).toBe(false);
  });

  it('dotted names reach into nested objects, and through lists', () => {
    const detection = "s:\n    user.roles.name: 'admin'\ncondition: s";
    expect(matches(detection, { user: { roles: [{ name: 'reader' }, { name: 'Admin' }] } })).toBe(true);
    expect(matches(detection, { 'user.roles.name': 'admin' })).toBe(true);
    expect(matches(detection, { user: 'admin' })).toBe(false);
  });

  it('names of object methods are ordinary absent fields', () => {
    for (const name of ['constructor', 'toString', '__proto__']) expect(matches(`s:\n    ${name}|exists: true\ncondition: s`, { f: 1 })).toBe(false);
  });
});

describe('maps and lists', () => {
  it('a map is AND, a list of maps is OR', () => {
    const map = "s:\n    a: '1'\n    b: '2'\ncondition: s";
    expect(matches(map, { a: '1', b: '2' })).toBe(true);
    expect(matches(map, { a: '1' })).toBe(false);
    const list = "s:\n    - a: '1'\n    - b: '2'\n      c: '3'\ncondition: s";
    expect(matches(list, { a: '1' })).toBe(true);
    expect(matches(list, { b: '2' })).toBe(false);
    expect(matches(list, { b: '2', c: '3' })).toBe(true);
  });

  it('aliases of YAML are followed', () => expect(matches("s:\n    a: &v ['x', 'y']\n    b: *v\ncondition: s", { a: 'x', b: 'y' })).toBe(true));

  it('a rule with ten thousand values is one lookup and finds each of them', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => `        - '\\tool${i}.exe'`).join('\n');
    const rules = compile(ruleText(`s:\n    Image|endswith:\n${values}\ncondition: s`));
    expect(rules.matchIds(processEvent({ Image: 'C:\\tool9999.exe' }))).toHaveLength(1);
    expect(rules.matchIds(processEvent({ Image: 'C:\\tool10000.exe' }))).toHaveLength(0);
  });
});
