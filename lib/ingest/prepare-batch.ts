import { createHash } from 'node:crypto';
import { isDecodeError, runPipeline } from '../engine/pipeline';
import type { PipelineResult } from '../engine/pipeline-types';
import type { RuleInfo } from '../engine/sigma/types';
import type { LoadedRules } from '../rules/compiled-rules';
import { SAMPLE } from '../rules/limits';
import { RuleMeter } from '../rules/rule-meter';
import type { RuleUse } from '../rules/thread-types';
import { activitySegments } from './activity-segments';
import { batchRows, withStorableTime } from './batch-rows';
import { encodeSpans } from './chunk-layout';
import { compressBlocks } from './compress-blocks';
import { EMPTY_BODY, inflateBody } from './inflate-body';
import { muteOf } from './mute-of';
import { openBulk, packBulk } from './open-bulk';
import { openEnvelope } from './open-envelope';
import { DECODE_LIMITS, REJECTS_ANSWERED_MAX, TEXT_LIMITS } from './limits';
import type { PipelineAnswer, PipelineTask, PreparedBatch } from './thread-types';

/** One body from the wire to rows that only need to be streamed. What is wrong with the whole body is a value. */
export function prepareBatch(task: PipelineTask, rules: LoadedRules): PipelineAnswer {
  const inflated = inflateBody(task.body);
  if (!inflated.ok) return inflated;
  const opened = openEnvelope(task.envelope, inflated.body);
  if (!opened.ok) return opened;
  const { body } = opened;
  if (body.length === 0) return { ok: false, refusal: { code: 'bad_request', message: EMPTY_BODY } };
  const bulk = task.bulk && openBulk(body, task.bulk);
  if (bulk?.ok === false) return bulk;
  const stored = bulk?.bulk.body ?? body;
  const { format, clockSkewSeconds, receivedAt, origin } = task;
  const meter = new RuleMeter(rules.ruleSet, { sampled: rules.batches++ % SAMPLE.batchesEvery === 0, now: () => performance.now(), spared: rules.builtIn });
  const result = runPipeline(stored, meter, { format, clockSkewSeconds, receivedAt, origin, limits: DECODE_LIMITS, mute: muteOf(task) });
  if (isDecodeError(result)) {
    const code = result.error === 'too_many_records' ? 'too_large' : 'bad_request';
    return { ok: false, refusal: { code, message: `${sentence(result.reason)} Nothing was stored.` } };
  }
  const sha256 = new Uint8Array(createHash('sha256').update(body).update(task.batchId ?? '').digest());
  const batch = { sha256, ...pack(task, stored, result, rules.byId, meter.use()) };
  return { ok: true, batch: bulk ? { ...batch, bulk: packBulk(bulk.bulk, result.rejects, task.body) } : batch };
}

function pack(task: PipelineTask, body: Uint8Array, result: PipelineResult, rules: ReadonlyMap<string, RuleInfo>, ruleUse: RuleUse): Omit<PreparedBatch, 'sha256' | 'bulk'> {
  const storable = <T extends { observedAt: number }>(item: T): T => withStorableTime(item, task.receivedAt);
  const activities = result.activities.map(storable);
  const detections = result.detections.map((detection) => ({ ...detection, activity: storable(detection.activity) }));
  const facts = result.facts.map(storable);
  return {
    bodyBytes: body.length,
    received: result.received,
    stored: activities.length,
    rejectedCount: result.rejects.length,
    rejected: result.rejects.slice(0, REJECTS_ANSWERED_MAX).map(({ index, reason }) => ({ index, reason: reason.slice(0, TEXT_LIMITS.reasonCharsMax) })),
    detections: detections.length,
    ...observedRange(activities),
    families: countBy(activities),
    ...compressBlocks(body),
    spans: encodeSpans(result.spans),
    segments: activitySegments(activities),
    copy: batchRows(task, { ...result, activities, detections, facts }, rules),
    ruleUse,
  };
}

function observedRange(activities: readonly { observedAt: number }[]): Pick<PreparedBatch, 'firstObserved' | 'lastObserved'> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { observedAt } of activities) {
    if (observedAt < first) first = observedAt;
    if (observedAt > last) last = observedAt;
  }
  return activities.length === 0 ? { firstObserved: undefined, lastObserved: undefined } : { firstObserved: first, lastObserved: last };
}

function countBy(activities: readonly { family: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { family } of activities) counts[family] = (counts[family] ?? 0) + 1;
  return counts;
}

function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}
