import type { SigmaEvent } from '../engine/activity/activity';
import { isShown } from '../engine/sigma/correlations/match-facts';
import { accepts, routeOf, type Route } from '../engine/sigma/log-sources';
import type { CorrelationRule, FilterRule, RuleError, RuleInfo, RuleMatch, RuleSet } from '../engine/sigma/types';
import { EXCESS_LIMITS, SAMPLE } from './limits';
import { timeRules, type RuleTiming } from './time-rules';
import type { RuleUse } from './thread-types';

const { floodMatches, floodShare, matchesMax, shareMax, shareRecordsMin, nanosecondsMax } = EXCESS_LIMITS;

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
  /** 1: further matches of the rule are counted, but not raised. */
  readonly #cut: Uint8Array;
  readonly #routes = new Map<string, { route: Route; records: number }>();
  #sample: SigmaEvent[] = [];
  #stride = 1;
  #events = 0;

  constructor(private readonly inner: RuleSet, private readonly options: { sampled: boolean; now: () => number; /** Ids of rules that are counted but never cut: the built-in ones. */ spared?: ReadonlySet<string> }) {
    this.rules = inner.rules;
    this.errors = inner.errors;
    this.warnings = inner.warnings;
    this.correlations = inner.correlations;
    this.filters = inner.filters;
    this.#counts = new Uint32Array(inner.rules.length);
    this.#cut = new Uint8Array(inner.rules.length);
  }

  matchIds(event: SigmaEvent): readonly number[] {
    this.#note(event);
    const found = this.inner.matchIds(event);
    let over = false;
    for (const index of found) {
      const count = (this.#counts[index] ?? 0) + 1;
      this.#counts[index] = count;
      if ((count > matchesMax || (count % floodMatches === 0 && this.#isFlood(index, count))) && !this.#isSpared(index)) this.#cut[index] = 1;
      if (this.#cut[index] === 1) over = true;
    }
    return over ? found.filter((index) => this.#cut[index] !== 1) : found;
  }

  explain(index: number, event: SigmaEvent): RuleMatch {
    return this.inner.explain(index, event);
  }

  matchesAlone(index: number, event: SigmaEvent): boolean {
    return this.inner.matchesAlone(index, event);
  }

  /** What happened in the batch. Times the rules now if the batch was chosen for it. */
  use(): RuleUse {
    // Whoever goes past a bound is timed in any batch: what it costs is said beside what it did.
    const asked = this.options.sampled ? this.rules.keys() : [...this.rules.keys()].filter((index) => this.#reasonOf(index, null) !== undefined);
    const timings = new Map(timeRules(this.inner, this.#sample, this.options.now, asked).map((timing) => [timing.index, timing]));
    const costs = [...(this.options.sampled ? timings.values() : [])].filter(({ nanoseconds }) => nanoseconds > 0).sort((a, b) => b.nanoseconds / b.events - a.nanoseconds / a.events).slice(0, SAMPLE.reportedMax)
      .map(({ index, nanoseconds, events }) => ({ ruleId: this.rules[index]?.id ?? '', nanoseconds, events }));
    return { excesses: this.rules.flatMap((rule, index) => this.#excessOf(rule, index, timings.get(index))), costs };
  }

  #excessOf({ id: ruleId, logSource }: RuleInfo, index: number, timing: RuleTiming | undefined): RuleUse['excesses'] {
    const nanosecondsPerEvent = timing && timing.events > 0 ? Math.round(timing.nanoseconds / timing.events) : null;
    const reason = this.#reasonOf(index, nanosecondsPerEvent);
    return reason ? [{ ruleId, reason, matches: this.#counts[index] ?? 0, records: this.#recordsOf(logSource), nanosecondsPerEvent }] : [];
  }

  #reasonOf(index: number, nanosecondsPerEvent: number | null): RuleUse['excesses'][number]['reason'] | undefined {
    const matches = this.#counts[index] ?? 0, tooSlow = (nanosecondsPerEvent ?? 0) > nanosecondsMax;
    if (!tooSlow && matches < shareRecordsMin * shareMax) return undefined;
    if (matches > matchesMax) return 'matches';
    const records = this.#recordsOf(this.rules[index]?.logSource ?? {});
    return records >= shareRecordsMin && matches > records * shareMax ? 'share' : tooSlow ? 'cost' : undefined;
  }

  /** Whether the rule matches nearly everything there is for it, so that its detections would cost more than the records. What only feeds correlations raises none. */
  #isFlood(index: number, matches: number): boolean {
    return isShown(this.inner, index) && matches > this.#recordsOf(this.rules[index]?.logSource ?? {}) * floodShare;
  }

  /** Nobody should be able to silence a built-in rule with a flood of what it looks for. */
  #isSpared(index: number): boolean {
    return this.options.spared?.has(this.rules[index]?.id ?? '') === true;
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
    if (this.#events++ % this.#stride !== 0) return;
    this.#sample.push(event);
    if (this.#sample.length < SAMPLE.records * 2) return;
    // Evenly over the batch, however long it becomes.
    this.#sample = this.#sample.filter((_, at) => at % 2 === 0);
    this.#stride *= 2;
  }
}
