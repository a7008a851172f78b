import type { Activity, Normalised } from './activity/activity';
import { factsOf } from './correlate/facts';
import type { Fact } from './correlate/types';
import { decodeBody } from './decode/decode';
import type { DecodeError, RawRecord, RecordOrigin, RecordSink } from './decode/types';
import { normalise } from './normalise/registry';
import { normaliseWithOrigin } from './normalise/with-origin';
import type { PipelineOptions, PipelineResult } from './pipeline-types';
import { productMatch, productRuleOf } from './product-rule';
import { correlationFactsOf, isShown } from './sigma/correlations/match-facts';
import type { RuleMatch, RuleSet } from './sigma/types';

/** Addresses of an endpoint are noted once an hour and body: thousands of connections say the same. */
const ADDRESS_FACT_MS = 3_600_000;

/** What a body came to: a result, or why none of it could be taken. */
export type PipelineOutcome = PipelineResult | DecodeError;

/** Whether the body was refused as a whole. */
export function isDecodeError(outcome: PipelineOutcome): outcome is DecodeError {
  return 'error' in outcome;
}

/** The table of contents of ingest: decode → normalise → match → except → facts. Pure; survives any bytes and any record. */
export function runPipeline(body: Uint8Array, rules: RuleSet, options: PipelineOptions): PipelineOutcome {
  const batch = new Batch(rules, options);
  return decodeBody(body, options, batch) ?? batch.result;
}

class Batch implements RecordSink {
  readonly result: PipelineResult = { received: 0, spans: [], activities: [], detections: [], facts: [], rejects: [] };
  readonly #addresses = new Set<string>();

  constructor(private readonly rules: RuleSet, private readonly options: PipelineOptions) {}

  record(value: RawRecord, start: number, end: number, origin: RecordOrigin | undefined = this.options.origin): void {
    let normalised: Normalised;
    let matches: RuleMatch[];
    let facts: Fact[];
    try {
      normalised = origin === undefined ? normalise(value, this.options) : normaliseWithOrigin(value, origin, this.options);
      // The array belongs to the rule set and is reused by its next call.
      const matched = [...this.rules.matchIds(normalised.event)];
      matches = this.#explain(matched, normalised);
      facts = [...factsOf(normalised.activity), ...correlationFactsOf(this.rules, this.#heard(matched, normalised.activity), normalised, this.result.activities.length)];
    } catch (error) {
      // Whatever one record does to us, the batch lives: the record is kept as a reject that says so.
      this.reject(`internal error: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}`, start, end);
      return;
    }
    const { result } = this;
    const ordinal = result.activities.length;
    result.received++;
    result.spans.push({ start, end });
    result.activities.push(normalised.activity);
    this.#detect(ordinal, normalised.activity, matches);
    this.#keep(facts);
  }

  reject(reason: string, start: number, end: number): void {
    this.result.rejects.push({ index: this.result.received++, reason, start, end });
  }

  #detect(ordinal: number, activity: Activity, matches: RuleMatch[]): void {
    const productRule = productRuleOf(activity);
    if (productRule !== undefined) this.result.detections.push({ ordinal, activity, matches: this.#labelled([...matches, productMatch(productRule)], activity), productRule });
    else if (matches.length > 0) this.result.detections.push({ ordinal, activity, matches: this.#labelled(matches, activity) });
  }

  /** An exception mutes a match, it never removes it. */
  #labelled(matches: readonly RuleMatch[], activity: Activity): readonly RuleMatch[] {
    const { mute } = this.options;
    if (mute === undefined) return matches;
    return matches.map((match) => {
      const mutedBy = mute(activity, match.ruleId);
      return mutedBy === undefined ? match : { ...match, mutedBy };
    });
  }

  /** What correlation rules hear of: matches that nothing mutes. */
  #heard(matched: readonly number[], activity: Activity): readonly number[] {
    const { mute } = this.options;
    if (mute === undefined || matched.length === 0) return matched;
    return matched.filter((index) => mute(activity, this.rules.rules[index]?.id ?? '') === undefined);
  }

  /** Why the rules matched; those that only feed correlation rules make no detection of their own. */
  #explain(matched: readonly number[], { event }: Normalised): RuleMatch[] {
    return matched.filter((index) => isShown(this.rules, index)).map((index) => this.rules.explain(index, event));
  }

  /** The facts of one record; both of its address facts say the same. */
  #keep(facts: readonly Fact[]): void {
    const address = facts.find((fact) => fact.kind === 'address');
    const known = address !== undefined && !this.#isNewAddress(address);
    for (const fact of facts) if (!known || fact.kind !== 'address') this.result.facts.push(fact);
  }

  #isNewAddress({ endpointKey, endpointName, address, observedAt }: Extract<Fact, { kind: 'address' }>): boolean {
    const key = `${endpointKey}|${endpointName}|${address}|${Math.floor(observedAt / ADDRESS_FACT_MS)}`;
    if (this.#addresses.has(key)) return false;
    this.#addresses.add(key);
    return true;
  }
}
