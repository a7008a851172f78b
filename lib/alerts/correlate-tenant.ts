import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { loadFactsOf, readFactHashes, readFactSpans } from '../detections/load-facts';
import { readIngested, type Ingested, type IngestedChunk } from '../detections/read-ingested';
import { foldSignals, signalOf } from '../engine/correlate/signals';
import type { Signal } from '../engine/correlate/types';
import { ruleBehind } from '../engine/product-rule';
import type { CorrelationSignal } from '../engine/sigma/correlations/correlation-signals';
import type { RuleInfo } from '../engine/sigma/types';
import { countHits } from '../exceptions/count-hits';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { correlationsInForce } from '../rules/correlations-in-force';
import { ruleIndex } from '../rules/rule-index';
import { correlationRuleSignals, withoutClosed } from './correlation-rules';
import { beginStep, lockCorrelation, readSpanOfLate, readState, saveSignals, writeState } from './correlation-store';
import { countingKeys } from './counting-keys';
import { keepHeld, takeHeld, type HeldSet } from './held-sets';
import { moveWindow, readHeld } from './read-held';
import { recompute } from './recompute';
import { around, hull, neededWindow, spanOf } from './windows';
import { FACT_REACH_MS } from './working-facts';
import type { Span, WorkingSet } from './working-set';

const STEP_TIMEOUT_MS = 120_000;

/** `full`: as much as one step takes, and there is more. */
export type StepOutcome = 'advanced' | 'full' | 'idle' | 'locked';

/**
 * One bounded step of a tenant's correlation: reads what was committed after the cursor, folds it into signals, recomputes the alerts that they touch,
 * and commits alerts, audit and cursor together. Killed at any moment, it has either happened or not.
 */
export async function correlateTenant(ctx: Context): Promise<StepOutcome> {
  requirePermission(ctx, 'alert', 'write');
  const { tenantId } = ctx;
  let kept: HeldSet | undefined;
  const outcome = await tenantTx(tenantId, async (tx): Promise<StepOutcome> => {
    if (!(await lockCorrelation(tx, tenantId))) return 'locked';
    const state = await readState(tx, tenantId);
    const ingested = await readIngested(tx, tenantId, state.lastSequence);
    if (!ingested) return 'idle';
    await beginStep(tx);
    const held = takeHeld(tenantId, state.version) ?? (await readHeld(tx, tenantId, state));
    await step(tx, ctx, held, ingested);
    const version = await writeState(tx, tenantId, state, { lastSequence: ingested.upTo, window: held.set.window }, ctx.clock.now());
    if (version !== undefined) kept = { ...held, version };
    return ingested.more ? 'full' : 'advanced';
  }, STEP_TIMEOUT_MS);
  if (kept) keepHeld(tenantId, kept);
  return outcome;
}

async function step(tx: Tx, ctx: Context, held: HeldSet, { rows, chunks, upTo }: Ingested): Promise<void> {
  const { tenantId } = ctx, { set, facts, days } = held;
  for (const { day, lastObserved } of chunks) if (lastObserved) days.set(day, Math.max(days.get(day) ?? 0, lastObserved.getTime()));
  // Asked for after the detections: a rule is committed before what it detects.
  const rules = await ruleIndex(tenantId);
  const incoming = incomingSignals(ctx, rows, rules);
  await countHits(tx, ctx, rows);
  const correlated = await correlationRuleSignals(tx, ctx, await correlationsInForce(tenantId, rules), chunks);

  const touched = spanOf([...incoming, ...correlated]);
  const window = touched ? neededWindow(around(touched), set.window) : set.window;
  const late = await spanOfLate(tx, tenantId, chunks, window);
  const wanted = late ? neededWindow(around(hull(late, touched)), window) : window;
  if (!wanted) return;
  await moveWindow(tx, tenantId, set, wanted);

  const hits = facts.asked(await readFactHashes(tx, tenantId, chunks));
  const told = hits.length === 0 ? 0 : facts.add(await loadFactsOf(tx, tenantId, chunks, hits));
  const changed = await fold(tx, ctx, set, incoming, correlated);
  await saveSignals(tx, tenantId, changed);
  await held.prevalence.learn(tx, tenantId, changed);
  for (const signal of changed) set.change(signal);
  const changedSpan = spanOf(changed);
  if (!changedSpan && !late && told === 0) return;
  // New facts may explain any signal that was looked at before.
  await writeAudit(tx, ctx, ...(await recompute(tx, ctx, held, told > 0 ? set.window : around(hull(changedSpan, late)), upTo)));
}

function incomingSignals(ctx: Context, rows: Ingested['rows'], rules: ReadonlyMap<string, RuleInfo>): Signal[] {
  const incoming = new Map<string, Signal>();
  for (const row of rows) for (const match of row.matches) {
    if (match.mutedBy !== undefined) continue;
    const rule = ruleBehind(match.ruleId, row.activity, rules);
    if (!rule) { ctx.log.warn({ ruleId: match.ruleId }, 'detection of a rule that is no longer here'); continue; }
    const signal = signalOf(row, match, rule);
    incoming.set(signal.key, foldSignals(incoming.get(signal.key), signal));
  }
  return [...incoming.values()];
}

/** The signals as they are now: what came added to what was counted under the same key, unless that belongs to a closed alert. */
async function fold(tx: Tx, { tenantId }: Context, set: WorkingSet, incoming: readonly Signal[], correlated: readonly CorrelationSignal[]): Promise<Signal[]> {
  const counting = await countingKeys(tx, tenantId, set, [...incoming, ...correlated].map(({ key }) => key));
  const folded = incoming.map((signal) => {
    const { key, known } = counting.get(signal.key) ?? { key: signal.key };
    return foldSignals(known, { ...signal, key });
  });
  return [...folded, ...(await withoutClosed(tx, tenantId, correlated, counting))];
}

/** Signals outside the window that facts of these chunks may explain: records can come days late. Inside of it the held facts tell. */
async function spanOfLate(tx: Tx, tenantId: number, chunks: readonly IngestedChunk[], window: Span | undefined): Promise<Span | undefined> {
  const outside = chunks.filter(({ firstObserved, lastObserved }) => firstObserved && lastObserved
    && (!window || firstObserved.getTime() - FACT_REACH_MS < window.from || lastObserved.getTime() + FACT_REACH_MS > window.to));
  return outside.length === 0 ? undefined : readSpanOfLate(tx, tenantId, await readFactSpans(tx, tenantId, outside));
}
