import { describe, expect, it } from 'vitest';
import { compile, fieldMatches, matches, ruleText } from './support/rules';

describe('text modifiers', () => {
  it.each([
    ['f', "'abc'", 'ABC', true],
    ['f', "'abc'", 'abcd', false],
    ['f|contains', "'bc'", 'aBCd', true],
    ['f|startswith', "'ab'", 'ABc', true],
    ['f|startswith', "'bc'", 'abc', false],
    ['f|endswith', "'.EXE'", 'x.exe', true],
    ['f|endswith', "'x'", 'x.exe', false],
    ['f|cased', "'abc'", 'ABC', false],
    ['f|contains|cased', "'B'", 'aBc', true],
    ['f|contains|cased', "'B'", 'abc', false],
    ['f|contains|all', "['a', 'c']", 'abc', true],
    ['f|contains|all', "['a', 'z']", 'abc', false],
    ['f|contains', "['z', 'c']", 'abc', true],
    ['f|contains', '445', 'port 445', true],
  ])('%s: %s on %s is %s', (key, value, content, expected) => expect(fieldMatches(key, value, content)).toBe(expected));

  it('windash takes any of five dashes where a switch begins, and only there', () => {
    for (const dash of ['-', '/', '\u2013', '\u2014', '\u2015']) expect(fieldMatches('f|contains|windash', "' -enc '", `p.exe ${dash}enc x`)).toBe(true);
    expect(fieldMatches('f|windash|contains', "' -a-b '", 'x /a-b y')).toBe(true);
    expect(fieldMatches('f|windash|contains', "' -a-b '", 'x -a/b y')).toBe(false);
  });
});

describe('encodings', () => {
  it('base64 encodes the value', () => expect(fieldMatches('f|base64|contains', "'attack'", 'x YXR0YWNr y')).toBe(true));
  it.each([0, 1, 2])('base64offset finds the value %i bytes into an encoded text', (shift) => {
    const encoded = Buffer.from(`${'#'.repeat(shift)}whoami and more`).toString('base64');
    expect(fieldMatches('f|base64offset|contains', "'whoami'", encoded)).toBe(true);
  });
  it.each([['wide', 'utf16le'], ['utf16le', 'utf16le']] as const)('%s then base64offset finds UTF-16 inside Base64', (modifier, encoding) => {
    const encoded = Buffer.from('xx Invoke-Thing yy', encoding).toString('base64');
    expect(fieldMatches(`f|${modifier}|base64offset|contains`, "'Invoke-Thing'", encoded)).toBe(true);
  });
  it('utf16be puts the high byte first', () => expect(fieldMatches('f|utf16be|base64', "'ab'", Buffer.from([0, 97, 0, 98]).toString('base64'))).toBe(true));
  it('utf16 begins with a byte order mark', () => expect(fieldMatches('f|utf16|base64', "'ab'", Buffer.from([255, 254, 97, 0, 98, 0]).toString('base64'))).toBe(true));
  it('without Base64 the encoded bytes are compared one by one', () => expect(fieldMatches('f|wide|contains', "'ab'", 'xa\0b\0')).toBe(true));
  it('refuses wildcards in what is to be encoded', () => expect(compile(ruleText("s:\n    f|base64: 'a*'\ncondition: s")).errors[0]?.reason).toContain('wildcards'));
});

describe('regular expressions', () => {
  it.each([
    ['f|re', "'a.c'", 'xabcx', true],
    ['f|re', "'a.c'", 'xABCx', false],
    ['f|re|i', "'a.c'", 'xABCx', true],
    ['f|re', "'^b'", 'a\nb', false],
    ['f|re|m', "'^b'", 'a\nb', true],
    ['f|re', "'a.b'", 'a\nb', false],
    ['f|re|s', "'a.b'", 'a\nb', true],
    ['f|re', "'(?i)abc'", 'ABC', true],
    ['f|re', "['x', 'b$']", 'ab', true],
  ])('%s: %s on %j is %s', (key, value, content, expected) => expect(fieldMatches(key, value, content)).toBe(expected));
});

describe('numbers', () => {
  it.each([
    ['f|lt', '5', 4, true], ['f|lt', '5', 5, false], ['f|lte', '5', '5', true], ['f|gt', '5', '6', true], ['f|gte', '5', 4.9, false],
    ['f|gt', '5', 'six', false], ['f|gt', '5', '', false], ['f|gte', '-1.5', -1.5, true],
  ])('%s: %s on %j is %s', (key, value, content, expected) => expect(fieldMatches(key, value, content)).toBe(expected));
  it('refuses a comparison with text', () => expect(compile(ruleText("s:\n    f|gt: 'many'\ncondition: s")).errors[0]?.reason).toContain('number'));
});

describe('addresses', () => {
  it.each([
    ["'10.0.0.0/8'", '10.255.1.2', true], ["'10.0.0.0/8'", '11.0.0.1', false], ["'192.168.1.0/25'", '192.168.1.128', false],
    ["'fe80::/10'", 'febf::1', true], ["'fe80::/10'", 'fec0::1', false], ["'::1/128'", '0:0:0:0:0:0:0:1', true],
    ["'10.0.0.0/8'", '::ffff:10.1.2.3', true], ["'10.0.0.0/8'", 'not an address', false], ["['1.2.3.4', '0.0.0.0/0']", '9.9.9.9', true],
  ])('cidr %s on %s is %s', (value, content, expected) => expect(fieldMatches('f|cidr', value, content)).toBe(expected));
  it('refuses what is no network', () => expect(compile(ruleText("s:\n    f|cidr: '10.0.0.0/33'\ncondition: s")).errors[0]?.reason).toContain('CIDR'));
});

describe('presence, difference and references', () => {
  it.each([
    ['f|exists', 'true', 'x', true], ['f|exists', 'true', null, true], ['f|exists', 'true', '', true], ['f|exists', 'true', undefined, false],
    ['f|exists', 'false', undefined, true], ['f|exists', 'false', 'x', false],
    ['f|neq', "'a'", 'b', true], ['f|neq', "'a'", 'A', false], ['f|neq', "['a', 'b']", 'b', false], ['f|neq', "'a'", undefined, false],
    ['f|contains|neq', "'a'", 'xax', false], ['f|neq', '4', 5, true],
  ])('%s: %s on %j is %s', (key, value, content, expected) => expect(fieldMatches(key, value, content)).toBe(expected));

  it('fieldref compares two fields of the event', () => {
    const detection = 's:\n    a|fieldref: b\ncondition: s';
    expect(matches(detection, { a: 'X', b: 'x' })).toBe(true);
    expect(matches(detection, { a: 'X', b: 'y' })).toBe(false);
    expect(matches(detection, { a: 'X' })).toBe(false);
    expect(matches('s:\n    a|fieldref|endswith: b\ncondition: s', { a: 'host.lan', b: '.LAN' })).toBe(true);
    expect(matches('s:\n    a|fieldref|neq: b\ncondition: s', { a: '1', b: '2' })).toBe(true);
  });
});

describe('time', () => {
  const at = '2026-03-05T22:07:11Z';
  it.each([['minute', 7], ['hour', 22], ['day', 5], ['week', 10], ['month', 3], ['year', 2026]])('%s of the written time', (part, value) => {
    expect(fieldMatches(`f|${part}`, String(value), at)).toBe(true);
    expect(fieldMatches(`f|${part}`, String(value + 1), at)).toBe(false);
  });
  it('combines with a comparison in either order', () => {
    expect(fieldMatches('f|hour|gte', '20', at)).toBe(true);
    expect(fieldMatches('f|lt|hour', '20', at)).toBe(false);
  });
  it('reads epochs as UTC', () => expect(fieldMatches('f|hour', '22', Date.UTC(2026, 2, 5, 22, 7))).toBe(true));
  it('is false for what is no date', () => expect(fieldMatches('f|year', '2026', 'yesterday')).toBe(false));
});

describe('placeholders', () => {
  const variables = { admins: ['root', 'adm*'], site: ['tokyo'] };
  it.each([["'%admins%'", 'ADM-7', true], ["'%admins%'", 'guest', false], ["'srv-%site%-?'", 'srv-tokyo-1', true], ["'\\%site%'", '%site%', true]])('%s on %s is %s', (value, content, expected) =>
    expect(fieldMatches('f|expand', value, content, { variables })).toBe(expected));
  it('without expand, percent signs are themselves', () => expect(fieldMatches('f', "'%admins%'", '%admins%', { variables })).toBe(true));
  it('reports a rule whose placeholder has no value, with its place, and leaves it out', () => {
    const rules = compile(ruleText("s:\n    f|expand: '%nobody%'\ncondition: s"), ruleText("s:\n    f: 'a'\ncondition: s", 'rule-2'));
    expect(rules.rules.map((rule) => rule.id)).toEqual(['rule-2']);
    expect(rules.errors).toEqual([]);
    expect(rules.warnings).toEqual([{ file: 'rules/1.yml', line: 8, column: 19, ruleId: 'rule-1', reason: 'the placeholder %nobody% has no value' }]);
  });
});
