import { evaluateCorrelation, type CorrelationMatch } from '../engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../engine/sigma/correlations/groups';
import { planOf, type CorrelationNode } from '../engine/sigma/correlations/plan';
import { compileRules } from '../engine/sigma/rule-set';
import type { RuleSource } from '../engine/sigma/types';
import type { ReplayedChunk } from '../ingest/replay-chunks';
import { utcDay } from '../platform/clock';
import { recordUuid } from '../platform/ids';
import type { BackTestProgress } from './back-test-store';
import { BACK_TEST_LIMITS } from './limits';
import { mergeCounts } from './merge-counts';
import type { BackTestFindings } from './model';
import type { Variables } from './parse-rule';

const { eventsMax, sampleMax } = BACK_TEST_LIMITS;

/** `error`: why there is no result. */
interface CorrelationEnd extends BackTestProgress { error: string | undefined }

/** A back-test of a correlation rule: remembers the matches of its base rules and works them out when all records were seen. */
export class BackTestCorrelation {
  readonly #events: MatchedEvent[] = [];
  readonly #endpoints = new Map<string, string>();
  #full = false;

  private constructor(private readonly node: CorrelationNode | undefined, private readonly problem: string | undefined) {}

  /** Undefined when the first of the sources is no correlation rule. */
  static of(sources: readonly RuleSource[], variables: Variables): BackTestCorrelation | undefined {
    const rules = compileRules(sources, { variables });
    const asked = rules.correlations.find(({ file }) => file === sources[0]?.file);
    if (!asked) return undefined;
    const { nodes, problems } = planOf(rules);
    const reason = problems.find(({ rule }) => rule.id === asked.id)?.reason;
    return new BackTestCorrelation(nodes.find(({ rule }) => rule.id === asked.id), reason);
  }

  advance(before: BackTestProgress, { receivedDay, chunkId, facts, records, sequence }: ReplayedChunk): BackTestProgress {
    // A record leaves one fact per group that asks; the event is the same.
    for (const { ruleId, observedAt, fields, ordinal, endpointKey } of new Map(facts.map((fact) => [`${fact.ruleId} ${fact.ordinal}`, fact])).values()) {
      if (!this.node?.baseIds.has(ruleId)) continue;
      if (this.#events.length >= eventsMax) { this.#full = true; break; }
      const uuid = recordUuid({ receivedDay, chunkId, ordinal });
      this.#events.push({ ruleId, observedAt, uuid, fields });
      if (endpointKey !== '') this.#endpoints.set(uuid, endpointKey);
    }
    return { ...before, chunksDone: before.chunksDone + 1, records: before.records + records, lastSequence: sequence };
  }

  finish(progress: BackTestProgress): CorrelationEnd {
    if (!this.node) return { ...progress, error: this.problem ?? 'The rules that it refers to are not in force.' };
    if (this.#full) return { ...progress, error: `Its rules matched more than ${eventsMax} records; choose a shorter period.` };
    const matches = evaluateCorrelation(this.node, this.#events);
    return { ...progress, matches: matches.length, findings: this.#findings(matches), error: undefined };
  }

  #findings(matches: readonly CorrelationMatch[]): BackTestFindings {
    const endpointsOf = ({ uuids }: CorrelationMatch): Set<string> => new Set(uuids.flatMap((uuid) => this.#endpoints.get(uuid) ?? []));
    const count = (keysOf: (match: CorrelationMatch) => Iterable<string>) => mergeCounts({}, matches.flatMap((match) => [...keysOf(match)].map((key) => [key, 1] as const)));
    const [days, endpoints, groups] = [
      count(({ day }) => [utcDay(new Date(day))]), count(endpointsOf), count(({ group }) => (group.length === 0 ? [] : [group.map(({ field, value }) => `${field}=${value}`).join(', ')])),
    ];
    return {
      sample: [...new Set(matches.flatMap(({ uuids }) => uuids))].slice(0, sampleMax), byDay: days.counts, byEndpoint: endpoints.counts, byAccount: {}, byGroup: groups.counts,
      keysLeftOut: days.leftOut || endpoints.leftOut || groups.leftOut,
    };
  }
}
