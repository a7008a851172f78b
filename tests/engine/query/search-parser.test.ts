import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SearchError, type SearchNode } from '../../../lib/engine/query/search';
import { parseSearch } from '../../../lib/engine/query/search-parser';
import { ANY } from '../../../lib/engine/sigma/sigma-string';

const test = (property: string, kind: string, more: object = {}) => ({ type: 'test', property, test: { kind, ...more } });
const range = (property: string, min: number, max: number, minOpen = false, maxOpen = false) => test(property, 'range', { min, max, minOpen, maxOpen });
const LOW = Number.NEGATIVE_INFINITY, HIGH = Number.POSITIVE_INFINITY;

describe('the query language', () => {
  it.each<[string, object]>([
    ['', { type: 'all' }],
    ['   ', { type: 'all' }],
    ['mimikatz', test('any', 'contains', { text: 'mimikatz' })],
    ['"two words"', test('any', 'contains', { text: 'two words' })],
    ['a*b', test('any', 'pattern', { parts: [ANY, 'a', ANY, 'b', ANY] })],
    ['host.id:pc-1', test('endpointKey', 'equals', { value: 'pc-1' })],
    ['HOST.ID:"PC 1"', test('endpointKey', 'equals', { value: 'PC 1' })],
    ['process.executable:"C:\\Windows\\*"', test('processImage', 'pattern', { parts: ['C:\\Windows\\', ANY] })],
    ['process.executable:*\\cmd.exe', test('processImage', 'pattern', { parts: [ANY, '\\cmd.exe'] })],
    ['process.command_line:*-enc*', test('processCommandLine', 'contains', { text: '-enc' })],
    ['process.command_line:"2 ** 3 ""quoted"""', test('processCommandLine', 'equals', { value: '2 * 3 "quoted"' })],
    ['user.name:*', test('accountName', 'exists')],
    ['*:10.0.0.1', test('any', 'equals', { value: '10.0.0.1' })],
    ['message:/^fail(ed)? .*\\/tmp/', test('message', 'regex', { source: '^fail(ed)? .*/tmp' })],
    ['/evil/', test('any', 'regex', { source: 'evil' })],
    ['source.ip:10.0.0.0/8', test('sourceAddress', 'network', { cidr: '10.0.0.0/8' })],
    ['source.ip:fe80::1', test('sourceAddress', 'equals', { value: 'fe80::1' })],
    ['destination.port:443', range('destinationPort', 443, 443)],
    ['destination.port:>1024', range('destinationPort', 1024, HIGH, true)],
    ['destination.port:<=80', range('destinationPort', LOW, 80)],
    ['destination.port:80..443', range('destinationPort', 80, 443)],
    ['destination.port:..443', range('destinationPort', LOW, 443)],
    ['destination.port:*', test('destinationPort', 'exists')],
    ['@timestamp:2026-01-31', range('observedAt', Date.parse('2026-01-31'), Date.parse('2026-02-01') - 1)],
    ['@timestamp:>="2026-01-31T09:00:00+09:00"', range('observedAt', Date.parse('2026-01-31'), HIGH)],
    ['@timestamp:"2026-01-01".."2026-01-02"', range('observedAt', Date.parse('2026-01-01'), Date.parse('2026-01-03') - 1)],
    ['not user.id:system', { type: 'not', item: test('accountKey', 'equals', { value: 'system' }) }],
    ['-user.id:system', { type: 'not', item: test('accountKey', 'equals', { value: 'system' }) }],
    ['user.id:(a or "b c")', { type: 'or', items: [test('accountKey', 'equals', { value: 'a' }), test('accountKey', 'equals', { value: 'b c' })] }],
  ])('reads %s', (query, node) => expect(parseSearch(query)).toEqual(node));

  it('lets "and" bind before "or", words side by side mean "and", and quotes make operators words', () => {
    const word = (text: string) => test('any', 'contains', { text });
    expect(parseSearch('a b OR c and not "or"')).toEqual({ type: 'or', items: [{ type: 'and', items: [word('a'), word('b')] }, { type: 'and', items: [word('c'), { type: 'not', item: word('or') }] }] });
    expect(parseSearch('a (b or c)')).toEqual({ type: 'and', items: [word('a'), { type: 'or', items: [word('b'), word('c')] }] });
  });

  it.each<[string, number, RegExp]>([
    ['host.id:"open', 8, /not closed/], ['nonsense:1', 0, /no field "nonsense"/], ['executable:x', 0, /process\.executable/], ['C:\\Windows', 0, /in quotes/], ['host.id:', 8, /value is expected/],
    ['(a or b', 7, /not closed/], ['a)', 1, /not opened/], ['a or', 4, /ends where/], ['destination.port:http', 17, /is a number/], ['@timestamp:yesterday', 11, /is a time/],
    ['host.id:>5', 8, /only numbers and times/], ['message:/(a/', 8, /regular expression/], ['message:/(?=a)b/', 8, /regular expression/], ['message:/((a{1000}){1000}){1000}/', 8, /regular expression/], ['destination.port:/44./', 17, /field of text/], ['/tmp', 0, /closing "\/"/], ['user.id:(a b)', 11, /joined by "or"/],
  ])('says where and why %s is wrong', (query, at, message) => {
    const wrong = (): SearchNode => parseSearch(query);
    expect(wrong).toThrow(SearchError);
    expect(wrong).toThrow(message);
    try { wrong(); } catch (thrown) { expect((thrown as SearchError).at).toBe(at); }
  });

  it('reads any text or says what is wrong with it; it never fails otherwise, and has an end', () => {
    const scrap = fc.oneof(fc.string(), fc.constantFrom('(', ')', '"', '""', '*', '**', '/', ':', '-', '..', '>', 'not ', ' and ', ' or ', 'host.id:', 'destination.port:', '@timestamp:', 'source.ip:'));
    fc.assert(fc.property(fc.array(scrap, { maxLength: 20 }), (scraps) => {
      try { parseSearch(scraps.join('')); } catch (thrown) { expect(thrown).toBeInstanceOf(SearchError); }
    }), { numRuns: 2_000, seed: 5 });
    expect(() => parseSearch('('.repeat(3_000))).toThrow(/nested/);
    expect(() => parseSearch('not '.repeat(900))).toThrow(/nested/);
    expect(() => parseSearch('a '.repeat(1_500))).toThrow(/more than 200/);
    expect(() => parseSearch('a'.repeat(4_001))).toThrow(/4000 are allowed/);
  });
});
