import 'server-only';
import { signalKeyOf } from '../engine/correlate/signals';
import { ruleBehind } from '../engine/product-rule';
import type { RuleInfo } from '../engine/sigma/types';
import { getActivity } from '../activities/get-activity';
import { readRecord } from '../ingest/read-record';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { ruleIndex } from '../rules/rule-index';
import type { ExplainedMatch, RecordDetail, StoredDetection } from './model';
import { alertsOfSignals, findDetection, sourceNames } from './store';
import { techniqueName } from './technique-names';

/** One record: its original, everything that was read from it, and why it was detected. Unknown and foreign uuids are `not_found`. */
export async function getRecord(ctx: Context, uuid: string): Promise<RecordDetail> {
  requirePermission(ctx, 'activity', 'read');
  const { bytes, text, activity, sourceId, receivedAt, format } = await readRecord(ctx, uuid);
  const rules = await ruleIndex(ctx.tenantId);
  const stored = activity === undefined ? await getActivity(ctx, uuid) : undefined;
  return tenantTx(ctx.tenantId, async (tx) => {
    const detection = await findDetection(tx, ctx.tenantId, uuid);
    return {
      uuid, sourceId, receivedAt, format, bytes: bytes.byteLength, original: text ?? Buffer.from(bytes).toString('base64'), encoding: text === undefined ? 'base64' : 'utf-8',
      sourceName: (await sourceNames(tx, ctx.tenantId)).get(sourceId) ?? String(sourceId),
      activity: activity ?? stored ?? {}, complete: activity !== undefined || stored !== undefined,
      detection: detection ? await explain(tx, ctx.tenantId, detection, rules) : null,
    };
  });
}

async function explain(tx: Tx, tenantId: number, detection: StoredDetection, rules: ReadonlyMap<string, RuleInfo>): Promise<RecordDetail['detection']> {
  const matches = detection.matches.map(({ ruleId, matched, mutedBy }): ExplainedMatch => {
    const rule = ruleBehind(ruleId, detection.activity, rules);
    return {
      ruleId, matched: [...matched], title: rule?.title ?? ruleId, level: rule?.level ?? null, description: rule?.description ?? '', author: rule?.author ?? '', tactics: [...(rule?.tactics ?? [])],
      techniques: (rule?.techniques ?? []).map((id) => ({ id, name: techniqueName(id) ?? id })), falsePositives: [...(rule?.falsePositives ?? [])], references: [...(rule?.references ?? [])], mutedBy: mutedBy ?? null,
    };
  });
  const keys = detection.ruleIds.map((ruleId) => signalKeyOf(detection.activity, ruleId));
  return { level: detection.level, matches, alerts: await alertsOfSignals(tx, tenantId, keys) };
}
