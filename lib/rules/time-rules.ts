import type { SigmaEvent } from '../engine/activity/activity';
import { accepts, routeOf } from '../engine/sigma/log-sources';
import type { RuleSet } from '../engine/sigma/types';
import { EXCESS_LIMITS, SAMPLE } from './limits';

export interface RuleTiming { index: number; nanoseconds: number; events: number }

/**
 * What each of the rules `asked` for alone costs on these events, by its index. Each look is repeated and the shortest counts: a thread that was put aside for a while, or code
 * that was not yet compiled, says nothing about the rule. Rules that seem too slow are looked at more often.
 */
export function timeRules(rules: RuleSet, events: readonly SigmaEvent[], now: () => number, asked: Iterable<number>): RuleTiming[] {
  const routed = events.map((event) => ({ event, route: routeOf(event) }));
  return [...asked].map((index) => {
    const { logSource = {} } = rules.rules[index] ?? {};
    const own = routed.flatMap(({ event, route }) => (accepts(logSource, route) ? [event] : []));
    const shortest = own.map(() => Number.POSITIVE_INFINITY);
    const look = (): void => own.forEach((event, at) => {
      const before = now();
      rules.matchesAlone(index, event);
      shortest[at] = Math.min(shortest[at] ?? 0, (now() - before) * 1_000_000);
    });
    const sum = (): number => shortest.reduce((total, nanoseconds) => total + nanoseconds, 0);
    look();
    look();
    for (let again = 0; again < SAMPLE.repeats && own.length > 0 && sum() / own.length > EXCESS_LIMITS.nanosecondsMax; again++) look();
    return { index, nanoseconds: sum(), events: own.length };
  });
}
