import type { Activity } from '../activity/activity';
import { cidrContains, parseCidr } from '../sigma/cidr';
import { compileGlob } from '../sigma/glob';
import { ANY, ONE, type Part } from '../sigma/sigma-string';
import type { Condition, Exception, Muteable, Muter, Operator } from './types';

type Test = (text: string) => boolean;

const fold = (text: string): string => text.toLowerCase();

/** `*` and `?` are wildcards wherever they stand: in a path, a backslash before one is a backslash. */
function wildcardParts(text: string): Part[] {
  return text.split(/(\*+|\?)/).flatMap((piece): Part[] => (piece === '' ? [] : piece.startsWith('*') ? [ANY] : piece === '?' ? [ONE] : [piece]));
}

const TESTS: Readonly<Record<Operator, (value: string) => Test>> = {
  equals: (value) => (text) => fold(text) === fold(value),
  starts: (value) => (text) => fold(text).startsWith(fold(value)),
  ends: (value) => (text) => fold(text).endsWith(fold(value)),
  contains: (value) => (text) => fold(text).includes(fold(value)),
  wildcard: (value) => {
    const glob = compileGlob(wildcardParts(fold(value)));
    return (text) => glob(fold(text));
  },
  cidr: (value) => {
    const network = parseCidr(value);
    return network === undefined ? () => false : (text) => cidrContains(network, text);
  },
};

function compileCondition({ property, operator, values }: Condition): (activity: Activity) => boolean {
  const tests = values.map((value) => TESTS[operator](value));
  return (activity) => {
    const value = activity[property];
    if (value === undefined) return false;
    const text = String(value);
    return tests.some((test) => test(text));
  };
}

const anyOr = <T>(wanted: readonly T[]): ((value: T | undefined) => boolean) => {
  if (wanted.length === 0) return () => true;
  const set = new Set(wanted);
  return (value) => value !== undefined && set.has(value);
};

interface Compiled { id: number; holds: (made: Muteable) => boolean }

function compileOne({ id, conditions, scope, from, until }: Exception): Compiled {
  const tests = conditions.map(compileCondition);
  const endpoint = anyOr(scope.endpoints), account = anyOr(scope.accounts), source = anyOr(scope.sources);
  return {
    id,
    holds: ({ activity, sourceId, receivedAt }) =>
      receivedAt >= from && receivedAt < until && source(sourceId) && endpoint(activity.endpointKey) && account(activity.accountKey) && tests.every((test) => test(activity)),
  };
}

/** Exceptions ready to be asked, looked up by rule. An exception without conditions and without scope would mute everything: it mutes nothing. */
export function compileExceptions(exceptions: readonly Exception[]): Muter {
  const anyRule: Compiled[] = [], byRule = new Map<string, Compiled[]>();
  for (const exception of [...exceptions].sort((a, b) => a.id - b.id)) {
    if (isBoundless(exception)) continue;
    const compiled = compileOne(exception);
    if (exception.scope.rules.length === 0) anyRule.push(compiled);
    for (const rule of exception.scope.rules) byRule.set(rule, [...(byRule.get(rule) ?? []), compiled]);
  }
  return (made, ruleId) => {
    const first = [byRule.get(ruleId)?.find(({ holds }) => holds(made)), anyRule.find(({ holds }) => holds(made))].flatMap((found) => (found === undefined ? [] : [found.id]));
    return first.length === 0 ? undefined : Math.min(...first);
  };
}

/** Whether nothing narrows it: neither a condition nor a rule, an endpoint or an account. A source alone is no narrowing. */
export function isBoundless({ conditions, scope }: Pick<Exception, 'conditions' | 'scope'>): boolean {
  return conditions.length === 0 && scope.rules.length === 0 && scope.endpoints.length === 0 && scope.accounts.length === 0;
}
