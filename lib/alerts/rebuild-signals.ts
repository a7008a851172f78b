import 'server-only';
import { readIngested } from '../detections/read-ingested';
import { foldSignals, signalOf } from '../engine/correlate/signals';
import type { Signal } from '../engine/correlate/types';
import { ruleBehind } from '../engine/product-rule';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { correlationsInForce } from '../rules/correlations-in-force';
import { ruleIndex } from '../rules/rule-index';
import { correlationRuleSignals, withoutClosed } from './correlation-rules';

export interface Rebuilt {
  /** By key, counted over everything: what analysts closed in between is not taken apart. */
  signals: Map<string, Signal>;
  chunks: number;
  detections: number;
}

/** The signals of everything that is stored up to `last`, folded from scratch by the rules in force now. */
export async function rebuildSignals(tx: Tx, ctx: Context, last: bigint): Promise<Rebuilt> {
  const { tenantId } = ctx, rules = await ruleIndex(tenantId), plan = await correlationsInForce(tenantId, rules);
  const rebuilt: Rebuilt = { signals: new Map(), chunks: 0, detections: 0 };
  for (let cursor = 0n; cursor < last;) {
    const ingested = await readIngested(tx, tenantId, cursor, last);
    if (!ingested) break;
    cursor = ingested.upTo;
    rebuilt.chunks += ingested.chunks.length;
    rebuilt.detections += ingested.rows.length;
    for (const row of ingested.rows) for (const match of row.matches) {
      if (match.mutedBy !== undefined) continue;
      const rule = ruleBehind(match.ruleId, row.activity, rules);
      if (!rule) continue;
      const signal = signalOf(row, match, rule);
      rebuilt.signals.set(signal.key, foldSignals(rebuilt.signals.get(signal.key), signal));
    }
    // Each is whole whichever of its chunks asked for it.
    const correlated = await correlationRuleSignals(tx, ctx, plan, ingested.chunks);
    for (const signal of await withoutClosed(tx, tenantId, correlated, new Map(correlated.map(({ key }) => [key, { key }])))) rebuilt.signals.set(signal.key, signal);
  }
  return rebuilt;
}
