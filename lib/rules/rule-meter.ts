import type { SigmaEvent } from '../engine/activity/activity';
import { accepts, routeOf, type Route } from '../engine/sigma/log-sources';
import type { CorrelationRule, FilterRule, RuleError, RuleInfo, RuleMatch, RuleSet } from '../engine/sigma/types';
import { EXCESS_LIMITS, SAMPLE } from './limits';
import { timeRules, type RuleTiming } from './time-rules';
import type { RuleUse } from './thread-types';

const { matchesMax, shareMax, shareRecordsMin, nanosecondsMax } = EXCESS_LIMITS;

/**
 * A rule set for one batch that counts what each rule matches. A rule that matches without end is cut off within the batch, so that no rule can slow
 * ingest down by more than a bound; who it was stands in `use`.
 */
export class RuleMeter implements RuleSet {
  readonly rules: readonly RuleInfo[];
  readonly errors: readonly RuleError[];
  readonly warnings: readonly RuleError[];
  readonly correlations: readonly CorrelationRule[];
  readonly filters: readonly FilterRule[];
  readonly #counts: Uint32Array;
  readonly #routes = new Map<string, { route: Route; records: number }>();
  #sample: SigmaEvent[] = [];
  #stride = 1;
  #events = 0;

  constructor(private readonly inner: RuleSet, private readonly options: { sampled: boolean; now: () => number }) {
    this.rules = inner.rules;
    this.errors = inner.errors;
    this.warnings = inner.warnings;
    this.correlations = inner.correlations;
    this.filters = inner.filters;
    this.#counts = new Uint32Array(inner.rules.length);
  }

  matchIds(event: SigmaEvent): readonly number[] {
    this.#note(event);
    const found = this.inner.matchIds(event);
    let over = false;
    for (const index of found) {
      const count = (this.#counts[index] ?? 0) + 1;
      this.#counts[index] = count;
      if (count > matchesMax) over = true;
    }
    return over ? found.filter((index) => (this.#counts[index] ?? 0) <= matchesMax) : found;
  }

  explain(index: number, event: SigmaEvent): RuleMatch {
    return this.inner.explain(index, event);
  }

  matchesAlone(index: number, event: SigmaEvent): boolean {
    return this.inner.matchesAlone(index, event);
  }

  /** What happened in the batch. Times the rules now if the batch was chosen for it. */
  use(): RuleUse {
    const timings = this.options.sampled ? timeRules(this.inner, this.#sample, this.options.now) : [];
    const costs = timings.filter(({ nanoseconds }) => nanoseconds > 0).sort((a, b) => b.nanoseconds / b.events - a.nanoseconds / a.events).slice(0, SAMPLE.reportedMax)
      .map(({ index, nanoseconds, events }) => ({ ruleId: this.rules[index]?.id ?? '', nanoseconds, events }));
    return { excesses: this.rules.flatMap((rule, index) => this.#excessOf(rule, index, timings[index])), costs };
  }

  #excessOf({ id: ruleId, logSource }: RuleInfo, index: number, timing: RuleTiming | undefined): RuleUse['excesses'] {
    const matches = this.#counts[index] ?? 0;
    const nanosecondsPerEvent = timing && timing.events > 0 ? Math.round(timing.nanoseconds / timing.events) : null;
    const tooSlow = (nanosecondsPerEvent ?? 0) > nanosecondsMax;
    if (!tooSlow && matches < shareRecordsMin * shareMax) return [];
    const records = this.#recordsOf(logSource);
    const reason = matches > matchesMax ? 'matches' : records >= shareRecordsMin && matches > records * shareMax ? 'share' : tooSlow ? 'cost' : undefined;
    return reason ? [{ ruleId, reason, matches, records, nanosecondsPerEvent }] : [];
  }

  #recordsOf(logSource: RuleInfo['logSource']): number {
    let records = 0;
    for (const entry of this.#routes.values()) if (accepts(logSource, entry.route)) records += entry.records;
    return records;
  }

  #note(event: SigmaEvent): void {
    const key = `${event.product}|${event.service}|${event.categories.join(' ')}`;
    const entry = this.#routes.get(key);
    if (entry) entry.records++;
    else this.#routes.set(key, { route: routeOf(event), records: 1 });
    if (!this.options.sampled || this.#events++ % this.#stride !== 0) return;
    this.#sample.push(event);
    if (this.#sample.length < SAMPLE.records * 2) return;
    // Evenly over the batch, however long it becomes.
    this.#sample = this.#sample.filter((_, at) => at % 2 === 0);
    this.#stride *= 2;
  }
}
