import 'server-only';
import { findTouchedKeys, loadActivities, loadMatches } from '../detections/load-matches';
import type { Signal } from '../engine/correlate/types';
import { correlationSignals, type CorrelationSignal } from '../engine/sigma/correlations/correlation-signals';
import { evaluateCorrelation } from '../engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../engine/sigma/correlations/groups';
import { factKeysOf, matchFactKey } from '../engine/sigma/correlations/match-facts';
import type { CorrelationNode, CorrelationPlan } from '../engine/sigma/correlations/plan';
import { dayOf } from '../engine/sigma/correlations/windows';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { readClosedCounts } from './correlation-store';
import type { Counting } from './counting-keys';

const DAY_MS = 86_400_000;
/** Levels of correlations that build on each other, there and back. */
const ROUNDS_MAX = 6;

interface Touched { key: string; first: Date; last: Date }

/**
 * The signals of correlation rules that these chunks may have changed. Each is worked out from all matches of its group around the new ones, wherever they were
 * committed, and replaces what was known: neither batches nor the order of arrival show.
 */
export async function correlationRuleSignals(tx: Tx, ctx: Context, plan: CorrelationPlan, chunks: readonly { id: bigint; day: string }[]): Promise<CorrelationSignal[]> {
  const touched = plan.nodes.length === 0 ? [] : await findTouchedKeys(tx, ctx.tenantId, chunks);
  if (touched.length === 0) return [];
  const found: CorrelationSignal[] = [];
  for (const node of plan.nodes) if (node.shown) found.push(...(await evaluateNode(tx, ctx, node, touched)));
  return found;
}

async function evaluateNode(tx: Tx, ctx: Context, node: CorrelationNode, touched: readonly Touched[]): Promise<CorrelationSignal[]> {
  const family = familyOf(node);
  const own = touched.filter(({ key }) => family.some(({ rule }) => key.startsWith(`${rule.id}|`)));
  if (own.length === 0) return [];
  const first = dayOf(Math.min(...own.map((t) => t.first.getTime())) - node.reachMs);
  const last = dayOf(Math.max(...own.map((t) => t.last.getTime())) + node.reachMs) + DAY_MS;
  const asked = new Set<string>();
  const events: MatchedEvent[] = [];
  let wanted = own.map(({ key }) => key);
  for (let round = 0; round < ROUNDS_MAX && wanted.length > 0; round++) {
    for (const key of wanted) asked.add(key);
    const { events: loaded, cut } = await loadMatches(tx, ctx.tenantId, wanted, new Date(first - node.reachMs), new Date(last + node.reachMs));
    if (cut) ctx.log.warn({ tenantId: ctx.tenantId, ruleId: node.rule.id, events: loaded.length }, 'a correlation rule is worked out from the earliest of its events only');
    for (const event of loaded) events.push(event);
    // Only correlations that build on others need the groups of each level.
    wanted = family.length === 1 ? [] : [...new Set(loaded.flatMap((event) => family.flatMap((member) => [...factKeysOf(member, event)])))].filter((key) => !asked.has(key));
  }
  const matches = evaluateCorrelation(node, events).filter(({ groupKey, day }) => asked.has(matchFactKey(node.rule.id, groupKey)) && day >= first && day < last);
  return correlationSignals(node, matches);
}

/** The correlation and those that it builds on. */
function familyOf(node: CorrelationNode): CorrelationNode[] {
  return [node, ...node.parts.flatMap(({ inner }) => (inner ? familyOf(inner) : []))];
}

/** Those that are other than known, each with the activity of its first record. What analysts have closed is counted already, and taken off. */
export async function withoutClosed(tx: Tx, tenantId: number, found: readonly CorrelationSignal[], counting: ReadonlyMap<string, Counting>): Promise<Signal[]> {
  const closed = await readClosedCounts(tx, tenantId, found.flatMap(({ key }) => (counting.get(key)?.key === key ? [] : [key])));
  const changed = found.flatMap((signal) => {
    const { key, known } = counting.get(signal.key) ?? { key: signal.key };
    const count = signal.count - (closed.get(signal.key) ?? 0);
    if (count <= 0 || (known?.count === count && known.firstSeen === signal.firstSeen && known.lastSeen === signal.lastSeen)) return [];
    return [{ ...signal, key, count }];
  });
  const activities = await loadActivities(tx, tenantId, [...new Set(changed.flatMap(({ detectionUuids: [first] }) => first ?? []))]);
  return changed.flatMap((signal) => {
    const activity = activities.get(signal.detectionUuids[0] ?? '');
    return activity ? [{ ...signal, activity }] : [];
  });
}
