import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { compileExceptions } from '../../../lib/engine/exceptions/compile';
import type { Condition, Exception, ExceptionScope, Muteable, Operator } from '../../../lib/engine/exceptions/types';

const activity = (change: Partial<Activity> = {}): Activity => ({
  observedAt: 0, timeSource: 'record', family: 'windows', kind: 'process_start', endpointKey: 'pc-0412', accountKey: 'tanaka', processImage: 'C:\\Tools\\Backup\\agent.exe',
  processCommandLine: 'agent.exe --full D:\\', destinationAddress: '203.0.113.9', ...change,
});
const made = (change: Partial<Activity> = {}, rest: Partial<Muteable> = {}): Muteable => ({ activity: activity(change), sourceId: 1, receivedAt: 100, ...rest });
const ANYWHERE: ExceptionScope = { rules: [], endpoints: [], accounts: [], sources: [] };
const exception = (id: number, conditions: Condition[], scope: Partial<ExceptionScope> = {}, time: Partial<Pick<Exception, 'from' | 'until'>> = {}): Exception =>
  ({ id, conditions, scope: { ...ANYWHERE, ...scope }, from: 0, until: 1_000, ...time });
const image = (operator: Operator, ...values: string[]): Condition => ({ property: 'processImage', operator, values });
const mutes = (exceptions: Exception[], what = made(), rule = 'rule-1'): number | undefined => compileExceptions(exceptions)(what, rule);

describe('a condition', () => {
  it.each<[Operator, string, boolean]>([
    ['equals', 'c:\\tools\\backup\\AGENT.exe', true], ['equals', 'agent.exe', false],
    ['starts', 'C:\\Tools\\', true], ['starts', 'Tools', false],
    ['ends', '\\agent.exe', true], ['ends', 'agent', false],
    ['contains', 'backup', true], ['contains', 'restore', false],
    ['wildcard', 'C:\\*\\agent.exe', true], ['wildcard', 'c:\\tools\\?ackup\\*', true], ['wildcard', '*\\agent', false], ['wildcard', 'agent.exe', false],
    ['cidr', '203.0.113.0/24', false],
  ])('%s %s on the program: %s', (operator, value, expected) => {
    expect(mutes([exception(1, [image(operator, value)])]) !== undefined).toBe(expected);
  });

  it.each([['203.0.113.0/24', '203.0.113.9', true], ['203.0.113.0/24', '203.0.114.9', false], ['2001:db8::/32', '2001:db8::7', true], ['not a network', '203.0.113.9', false]])('cidr %s holds for %s: %s', (network, address, expected) => {
    expect(mutes([exception(1, [{ property: 'destinationAddress', operator: 'cidr', values: [network] }])], made({ destinationAddress: address })) !== undefined).toBe(expected);
  });

  it('holds when one of its values does, and all conditions must hold', () => {
    expect(mutes([exception(1, [image('ends', '\\other.exe', '\\agent.exe')])])).toBe(1);
    expect(mutes([exception(1, [image('ends', '\\agent.exe'), { property: 'processCommandLine', operator: 'contains', values: ['--incremental'] }])])).toBeUndefined();
  });

  it('never holds for a property that the activity does not have', () => {
    expect(mutes([exception(1, [{ property: 'url', operator: 'wildcard', values: ['*'] }])])).toBeUndefined();
  });
});

describe('the scope', () => {
  it.each<[string, Partial<ExceptionScope>, boolean]>([
    ['its rule', { rules: ['rule-1'] }, true], ['another rule', { rules: ['rule-2'] }, false], ['its endpoint', { endpoints: ['pc-0412'] }, true], ['another endpoint', { endpoints: ['pc-0001'] }, false],
    ['its account', { accounts: ['tanaka'] }, true], ['another account', { accounts: ['sato'] }, false], ['its source', { sources: [1] }, true], ['another source', { sources: [2] }, false],
  ])('of %s', (_, scope, expected) => {
    expect(mutes([exception(1, [image('ends', '\\agent.exe')], scope)]) !== undefined).toBe(expected);
  });

  it('of an endpoint does not take in an activity without one', () => {
    const { endpointKey: _, ...nowhere } = activity();
    expect(mutes([exception(1, [], { endpoints: ['pc-0412'] })], { ...made(), activity: nowhere })).toBeUndefined();
  });

  it('without any narrowing mutes nothing', () => {
    expect(mutes([exception(1, [])])).toBeUndefined();
    expect(mutes([exception(1, [], { sources: [1] })])).toBeUndefined();
  });
});

describe('time', () => {
  it.each([[99, false], [100, true], [199, true], [200, false]])('received at %d, in force from 100 until 200: %s', (receivedAt, expected) => {
    expect(mutes([exception(1, [image('contains', 'agent')], {}, { from: 100, until: 200 })], made({}, { receivedAt })) !== undefined).toBe(expected);
  });
});

describe('several exceptions', () => {
  it('give the smallest id, in whatever order they come and however they are scoped', () => {
    const all = [exception(7, [image('contains', 'agent')]), exception(3, [image('contains', 'agent')], { rules: ['rule-1'] }), exception(5, [image('contains', 'nothing')])];
    fc.assert(fc.property(fc.shuffledSubarray(all, { minLength: 3 }), (shuffled) => { expect(mutes(shuffled)).toBe(3); }));
  });

  const text = fc.string({ unit: fc.constantFrom('a', 'B', '\\', '*', '?', '.', '語'), maxLength: 8 });
  const operator = fc.constantFrom<Operator>('equals', 'starts', 'ends', 'contains');
  const NAIVE: Record<'equals' | 'starts' | 'ends' | 'contains', (a: string, b: string) => boolean> = {
    equals: (a, b) => a === b, starts: (a, b) => a.startsWith(b), ends: (a, b) => a.endsWith(b), contains: (a, b) => a.includes(b),
  };

  it('agree with asking each of them naively', () => {
    const one = fc.record({ operator, value: text, rule: fc.constantFrom('r1', 'r2', '') });
    fc.assert(fc.property(fc.array(one, { maxLength: 6 }), text, fc.constantFrom('r1', 'r2'), (list, value, rule) => {
      const exceptions = list.map((each, id) => exception(id, [image(each.operator, each.value)], { rules: each.rule === '' ? [] : [each.rule] }));
      const naive = list.findIndex((each) => (each.rule === '' || each.rule === rule) && NAIVE[each.operator as keyof typeof NAIVE](value.toLowerCase(), each.value.toLowerCase()));
      expect(mutes(exceptions, made({ processImage: value }), rule)).toBe(naive < 0 ? undefined : naive);
    }));
  });
});
