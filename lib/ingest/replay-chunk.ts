import { isDecodeError, runPipeline } from '../engine/pipeline';
import type { RuleSet } from '../engine/sigma/types';
import { utcDay } from '../platform/clock';
import { withStorableTime } from './batch-rows';
import { decodeBlocks } from './chunk-layout';
import { inflateSpan } from './compress-blocks';
import { DECODE_LIMITS } from './limits';
import { muteOf } from './mute-of';
import type { ReplayAnswer, ReplayTask } from './thread-types';

/** Reads a stored body again as on the day it came, and counts what these rules match in it. */
export function replayChunk(task: ReplayTask, rules: RuleSet): ReplayAnswer {
  const blocks = decodeBlocks(task.blocks);
  const body = inflateSpan(blocks, task.content, { start: 0, end: blocks.at(-1)?.rawEnd ?? 0 });
  const { format, clockSkewSeconds, receivedAt, origin } = task;
  const result = runPipeline(body, rules, { format, clockSkewSeconds, receivedAt, origin, limits: DECODE_LIMITS, mute: muteOf(task) });
  const answer: ReplayAnswer = { records: 0, matches: 0, sample: [], byEndpoint: new Map(), byAccount: new Map(), byDay: new Map(), facts: [] };
  // A body that was stored was readable; if it no longer is, it has nothing to match.
  if (isDecodeError(result)) return answer;
  answer.records = result.activities.length;
  answer.facts = result.facts.filter((fact) => fact.kind === 'match');
  const asked = new Set(rules.rules.map(({ id }) => id));
  for (const { ordinal, activity, matches } of result.detections) {
    // Findings of products are detections without any rule of the set; what is muted raises nothing.
    if (!matches.some(({ ruleId, mutedBy }) => asked.has(ruleId) && mutedBy === undefined)) continue;
    const { observedAt, endpointKey, accountKey } = withStorableTime(activity, receivedAt);
    answer.matches++;
    if (answer.sample.length < task.sampleMax) answer.sample.push(ordinal);
    count(answer.byDay, utcDay(new Date(observedAt)));
    if (endpointKey !== undefined) count(answer.byEndpoint, endpointKey);
    if (accountKey !== undefined) count(answer.byAccount, accountKey);
  }
  return answer;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
