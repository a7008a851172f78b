import 'server-only';
import { ruleBehind } from '../engine/product-rule';
import type { RuleInfo } from '../engine/sigma/types';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { ruleIndex } from '../rules/rule-index';
import { detectionFilter, type DetectionFilterInput, type DetectionLine, type DetectionLinePage, type StoredDetection } from './model';
import { findDetections, lastSequence } from './store';
import { techniqueName } from './technique-names';
import { whatHappened } from './what-happened';

function ruleOf(id: string, { activity }: StoredDetection, rules: ReadonlyMap<string, RuleInfo>): DetectionLine['rules'][number] {
  const rule = ruleBehind(id, activity, rules);
  return { id, name: rule?.title ?? id, author: rule?.author ?? '' };
}

function lineOf(d: StoredDetection, rules: ReadonlyMap<string, RuleInfo>): DetectionLine {
  const { uuid, level, kind, sourceId, endpointName, endpointKey, accountName, accountKey } = d;
  return {
    uuid, level, kind, sourceId, endpointName, endpointKey, accountName, accountKey, observedAt: d.observedAt.toISOString(), what: whatHappened(d.activity),
    rules: d.ruleIds.map((id) => ruleOf(id, d, rules)), mutedBy: [...new Set(d.matches.flatMap(({ mutedBy }) => mutedBy ?? []))], muted: d.matches.every(({ mutedBy }) => mutedBy !== undefined), techniques: d.techniques.map((id) => ({ id, name: techniqueName(id) ?? id })),
  };
}

/** A page of the Observed Attack Techniques screen, newest first. */
export async function listDetectionLines(ctx: Context, input: DetectionFilterInput): Promise<DetectionLinePage> {
  requirePermission(ctx, 'detection', 'read');
  const filter = parseInput(detectionFilter, input), rules = await ruleIndex(ctx.tenantId);
  return tenantTx(ctx.tenantId, async (tx) => {
    // Read before the rows: what is committed in between is shown and announced, never missed.
    const sequence = await lastSequence(tx, ctx.tenantId);
    const { rows, ...rest } = await findDetections(tx, ctx.tenantId, filter);
    return { items: rows.map((row) => lineOf(row, rules)), sequence, ...rest };
  });
}
