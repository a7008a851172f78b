import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { loadFacts } from '../detections/load-facts';
import { readIngested, type Ingested } from '../detections/read-ingested';
import { correlate } from '../engine/correlate/correlate';
import { DEFAULT_CORRELATE_SETTINGS } from '../engine/correlate/settings';
import { foldSignals, signalOf } from '../engine/correlate/signals';
import type { CorrelateResult, Signal } from '../engine/correlate/types';
import { ruleBehind } from '../engine/product-rule';
import type { RuleInfo } from '../engine/sigma/types';
import { utcDay } from '../platform/clock';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { correlationsInForce } from '../rules/correlations-in-force';
import { ruleIndex } from '../rules/rule-index';
import { correlationRuleSignals } from './correlation-rules';
import { absorbAlert, insertAlert, lockCorrelation, nextAlertNumber, placeSignals, readCountingSignals, readCursor, readWorkingSet, saveSignals, updateAlert, writeCursor } from './correlation-store';
import { formatAlertId } from './model';

/** Signals that one step looks at; past it the weakest and oldest stay out, and the step says so. */
export const WORKING_SET_MAX = 20_000;
const STEP_TIMEOUT_MS = 120_000;

export type StepOutcome = 'advanced' | 'idle' | 'locked';

/**
 * One bounded step of a tenant's correlation: reads what was committed after the cursor, folds it into signals, recomputes the alerts that they touch,
 * and commits alerts, audit and cursor together. Killed at any moment, it has either happened or not.
 */
export async function correlateTenant(ctx: Context): Promise<StepOutcome> {
  requirePermission(ctx, 'alert', 'write');
  return tenantTx(ctx.tenantId, async (tx) => {
    if (!(await lockCorrelation(tx, ctx.tenantId))) return 'locked';
    const cursor = await readCursor(tx, ctx.tenantId);
    const ingested = await readIngested(tx, ctx.tenantId, cursor);
    if (!ingested) return 'idle';
    // Asked for after the detections: a rule is committed before what it detects.
    const changed = await foldIngested(tx, ctx, ingested, await ruleIndex(ctx.tenantId));
    const span = await spanToRecompute(tx, ctx.tenantId, changed, ingested);
    if (span) await recompute(tx, ctx, span, ingested.upTo);
    await writeCursor(tx, ctx.tenantId, ingested.upTo, ctx.clock.now());
    return 'advanced';
  }, STEP_TIMEOUT_MS);
}

async function foldIngested(tx: Tx, ctx: Context, { rows, chunks }: Ingested, rules: ReadonlyMap<string, RuleInfo>): Promise<Signal[]> {
  const incoming = new Map<string, Signal>();
  for (const row of rows) for (const match of row.matches) {
    const rule = ruleBehind(match.ruleId, row.activity, rules);
    if (!rule) { ctx.log.warn({ ruleId: match.ruleId }, 'detection of a rule that is no longer here'); continue; }
    const signal = signalOf(row, match, rule);
    incoming.set(signal.key, foldSignals(incoming.get(signal.key), signal));
  }
  const counting = await readCountingSignals(tx, ctx.tenantId, [...incoming.keys()]);
  const folded = [...incoming.values()].map((s) => {
    const { key, signal } = counting.get(s.key) ?? { key: s.key };
    return foldSignals(signal, { ...s, key });
  });
  const correlated = await correlationRuleSignals(tx, ctx, await correlationsInForce(ctx.tenantId, rules), chunks.map((c) => c.id));
  const changed = [...folded, ...correlated];
  await saveSignals(tx, ctx.tenantId, changed);
  return changed;
}

interface Span { from: Date; to: Date }

/** New signals widen the span; facts that arrive after the signals they explain widen it to those signals. */
async function spanToRecompute(tx: Tx, tenantId: number, changed: readonly Signal[], { chunks }: Ingested): Promise<Span | undefined> {
  const [late] = await tx.$queryRaw<{ from: Date | null; to: Date | null }[]>`
    WITH f AS (
      SELECT data->>'endpointKey' AS endpoint_key, min(observed_at) AS first, max(observed_at) AS last FROM fact
      WHERE tenant_id = ${tenantId} AND chunk_id = ANY(${chunks.map((c) => c.id)}) AND kind <> 'match' GROUP BY 1
    )
    SELECT min(s.first_seen) AS "from", max(s.last_seen) AS "to" FROM signal s JOIN f ON f.endpoint_key = s.endpoint_key
    WHERE s.tenant_id = ${tenantId} AND s.first_seen <= f.last + interval '1 day' AND s.last_seen >= f.first - interval '1 day'`;
  const times = [...changed.flatMap((s) => [s.firstSeen, s.lastSeen]), ...[late?.from, late?.to].filter((d): d is Date => d instanceof Date).map((d) => d.getTime())];
  if (times.length === 0) return undefined;
  const { windowMs } = DEFAULT_CORRELATE_SETTINGS;
  return { from: new Date(Math.min(...times) - windowMs), to: new Date(Math.max(...times) + windowMs) };
}

async function recompute(tx: Tx, ctx: Context, span: Span, sequence: bigint): Promise<void> {
  const { signals, alerts } = await readWorkingSet(tx, ctx.tenantId, span.from, span.to, WORKING_SET_MAX);
  if (signals.length >= WORKING_SET_MAX) ctx.log.warn({ tenantId: ctx.tenantId, signals: signals.length }, 'correlation works on its strongest signals only');
  const facts = await loadFacts(tx, ctx.tenantId, signals);
  const result = correlate({ signals, facts, alerts, settings: DEFAULT_CORRELATE_SETTINGS });
  await writeResult(tx, ctx, result, sequence);
}

async function writeResult(tx: Tx, ctx: Context, result: CorrelateResult, sequence: bigint): Promise<void> {
  const at = ctx.clock.now(), day = utcDay(at), { tenantId } = ctx;
  const placed: { key: string; alertId: string | null; unalerted: string | null }[] = result.unalerted
    .filter((u) => u.reason !== 'unalerted_closed').map((u) => ({ key: u.key, alertId: null, unalerted: u.reason }));
  for (const { id: known, absorbed, content } of result.alerts) {
    const id = known ?? formatAlertId(tenantId, day, await nextAlertNumber(tx, tenantId, day));
    const summary = { score: content.score, severity: content.severity, signals: content.signalKeys.length };
    if (known === undefined) {
      await insertAlert(tx, tenantId, id, content, sequence, at);
      await writeAudit(tx, ctx, { action: 'alert.opened', objectKind: 'alert', objectId: id, after: summary });
    } else if (await updateAlert(tx, tenantId, id, content, at)) {
      await writeAudit(tx, ctx, { action: 'alert.grew', objectKind: 'alert', objectId: id, after: summary });
    }
    for (const other of absorbed) {
      await absorbAlert(tx, tenantId, other, id, at);
      await writeAudit(tx, ctx, { action: 'alert.joined', objectKind: 'alert', objectId: other, after: { into: id } });
    }
    placed.push(...content.signalKeys.map((key) => ({ key, alertId: id, unalerted: null })));
  }
  await placeSignals(tx, tenantId, placed);
}
