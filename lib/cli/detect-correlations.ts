import type { Normalised } from '../engine/activity/activity';
import { evaluateCorrelation, type CorrelationMatch } from '../engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../engine/sigma/correlations/groups';
import { correlationFactsOf } from '../engine/sigma/correlations/match-facts';
import { planOf } from '../engine/sigma/correlations/plan';
import type { CorrelationRule, RuleSet } from '../engine/sigma/types';

/** What correlation rules remember is all that grows with the files. */
const EVENTS_MAX = 500_000;

export interface RecordPlace { file: string; line: number }

/** A correlation rule that held, for one group and stretch of time; `records` show it best. */
export interface CorrelationResult { rule: CorrelationRule; match: CorrelationMatch; records: readonly RecordPlace[] }

/** Collects what correlation rules need of each record, and says at the end, over all files together, which of them held. */
export class CorrelationCollector {
  /** Matches that were too many to be remembered. */
  leftOut = 0;
  readonly #events: MatchedEvent[] = [];
  readonly #files: string[] = [];

  constructor(private readonly rules: RuleSet, private readonly eventsMax = EVENTS_MAX) {}

  /** `matched` are positions in the rule set's `rules`. */
  add(matched: readonly number[], normalised: Normalised, { file, line }: RecordPlace): void {
    const facts = correlationFactsOf(this.rules, matched, normalised, line);
    if (facts.length === 0) return;
    if (this.#files.at(-1) !== file) this.#files.push(file);
    const uuid = `${this.#files.length - 1}:${line}`;
    // One fact per group that asks; the event is the same.
    for (const { ruleId, observedAt, fields } of new Map(facts.map((fact) => [fact.ruleId, fact])).values()) {
      if (this.#events.length < this.eventsMax) this.#events.push({ ruleId, observedAt, uuid, fields });
      else this.leftOut++;
    }
  }

  results(): CorrelationResult[] {
    return planOf(this.rules).nodes.filter(({ shown }) => shown).flatMap((node) => {
      const events = this.#events.filter(({ ruleId }) => node.baseIds.has(ruleId));
      return evaluateCorrelation(node, events).map((match) => ({ rule: node.rule, match, records: match.uuids.map((uuid) => this.#placeOf(uuid)) }));
    });
  }

  #placeOf(uuid: string): RecordPlace {
    const [file, line] = uuid.split(':').map(Number);
    return { file: this.#files[file ?? 0] ?? '', line: line ?? 0 };
  }
}
