import 'server-only';
import type { AuditEntry } from '../audit/write-audit';
import { loadFacts } from '../detections/load-facts';
import { correlate } from '../engine/correlate/correlate';
import { DEFAULT_CORRELATE_SETTINGS } from '../engine/correlate/settings';
import type { Context } from '../platform/context';
import type { Tx } from '../platform/tx';
import { readAlertStates } from './alert-writes';
import { readCorrections } from './correction-store';
import type { HeldSet } from './held-sets';
import type { FactLoader } from './working-facts';
import { WORKING_SET_MAX, type Span } from './working-set';
import { writeResult } from './write-result';

/** Works out anew what the signals of `span` come to, and stores what is other than before; what audit has to say of it. */
export async function recompute(tx: Tx, ctx: Context, { set, facts, prevalence, written, days }: HeldSet, span: Span | undefined, sequence: bigint): Promise<AuditEntry[]> {
  if (!span) return [];
  const { tenantId } = ctx, { held, cut } = set.select(span, WORKING_SET_MAX);
  if (cut || set.cut) ctx.log.warn({ tenantId, signals: held.length }, 'correlation works on its strongest signals only');
  const signals = held.map(({ signal }) => signal);
  const known = await readAlertStates(tx, tenantId, [...new Set(held.flatMap(({ alertId }) => alertId ?? []))]);
  const alerts = known.map((alert) => ({ ...alert, signalKeys: set.keysOf(alert.id) }));
  const corrections = await readCorrections(tx, tenantId);
  const result = correlate({
    signals, facts: await facts.of(signals, loader(tx, tenantId, days)), alerts, settings: DEFAULT_CORRELATE_SETTINGS, prevalence: await prevalence.of(tx, tenantId, signals), ...(corrections ? { corrections } : {}),
  });
  return writeResult(tx, ctx, result, set, written, sequence);
}

function loader(tx: Tx, tenantId: number, observed: ReadonlyMap<string, number>): FactLoader {
  return (keys, from) => loadFacts(tx, tenantId, keys, { from: new Date(from), days: [...observed].filter(([, last]) => last >= from).map(([day]) => day) });
}
