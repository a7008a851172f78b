import 'server-only';
import { loadFacts, readObservedDays } from '../detections/load-facts';
import type { AlertContent, AlertState } from '../engine/correlate/types';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx, type Tx } from '../platform/tx';
import { baseKeyOf, compareAlerts, compareSignals, type CorrelationDifference, type StoredAlertContent } from './compare-correlation';
import { lockCorrelation, readSignals, readState } from './correlation-store';
import { rebuildAlerts } from './rebuild-alerts';
import { rebuildSignals } from './rebuild-signals';

const TIMEOUT_MS = 3_600_000;
const ALL_TIME = { from: Date.parse('0001-01-01T00:00:00Z'), to: Date.parse('9999-12-31T00:00:00Z') };
const SIGNALS_MAX = 10_000_000;
/** What analysts do to alerts by hand; such alerts are theirs and are not compared. */
const CORRECTIONS = ['alert.split', 'alert.merged', 'alert.moved', 'alert.never_join', 'alert.correction_undone'];

export interface CorrelationReport { chunks: number; detections: number; signals: number; alerts: number; decided: number; differences: CorrelationDifference[] }

/**
 * Rebuilds a tenant's alerts from its stored detections and facts, in memory, and compares them with what is stored. Changes nothing. Closed alerts and corrections are
 * taken as given; signals older than the oldest stored records are left out, for retention took what made them.
 */
export async function verifyCorrelation(ctx: Context): Promise<CorrelationReport> {
  requirePermission(ctx, 'alert', 'read');
  const { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    if (!(await lockCorrelation(tx, tenantId))) throw new AppError('conflict', 'A correlation step is under way. Try again in a moment.');
    const { lastSequence } = await readState(tx, tenantId), horizon = await readHorizon(tx, tenantId);
    const rebuilt = await rebuildSignals(tx, ctx, lastSequence);
    const held = (await readSignals(tx, tenantId, ALL_TIME, undefined, SIGNALS_MAX)).held.filter(({ signal }) => signal.firstSeen >= horizon);
    for (const [key, { firstSeen }] of rebuilt.signals) if (firstSeen < horizon) rebuilt.signals.delete(key);

    const keysOf = new Map<string, string[]>();
    for (const { signal, alertId } of held) if (alertId !== null) keysOf.set(alertId, [...(keysOf.get(alertId) ?? []), signal.key]);
    const stored = await readAlerts(tx, tenantId, [...keysOf.keys()]);
    const decided: AlertState[] = stored.filter((a) => a.status === 'closed' || a.corrected || a.ownerId !== null || a.finding !== null)
      .map(({ id, status, createdSequence, ownerId, finding }) => ({ id, signalKeys: keysOf.get(id) ?? [], open: status !== 'closed', createdSequence: Number(createdSequence), ownerId, finding }));
    const left = new Set(stored.filter(({ status, corrected }) => status === 'closed' || corrected).map(({ id }) => id));

    const compared: StoredAlertContent[] = stored.filter(({ id }) => !left.has(id)).map(({ id, content }) => ({ id, keys: keysOf.get(id) ?? [], content }));
    // What was counted apart because an alert was closed in between is taken as it is.
    const apart = new Set(held.filter(({ signal, alertId }) => signal.key !== baseKeyOf(signal.key) || (alertId !== null && left.has(alertId))).map(({ signal }) => baseKeyOf(signal.key)));
    const signals = [...[...rebuilt.signals.values()].filter(({ key }) => !apart.has(key)), ...held.map(({ signal }) => signal).filter(({ key }) => apart.has(baseKeyOf(key)))];
    const days = await readObservedDays(tx, tenantId);
    const alerts = await rebuildAlerts(tx, tenantId, signals, decided, (keys, from) => loadFacts(tx, tenantId, keys, { from: new Date(from), days: [...days.keys()] }));
    const placeOf = new Map(held.map(({ signal, alertId }) => [signal.key, alertId ?? '']));
    const open = { ...alerts, alerts: alerts.alerts.filter(({ keys }) => !keys.some((key) => left.has(placeOf.get(key) ?? ''))) };
    return {
      chunks: rebuilt.chunks, detections: rebuilt.detections, signals: rebuilt.signals.size, alerts: compared.length, decided: left.size,
      differences: [...compareSignals(rebuilt.signals, held.map(({ signal }) => signal)), ...compareAlerts(open, compared)],
    };
  }, TIMEOUT_MS);
}

/** Since when all records are stored: from the beginning as long as retention took nothing. */
async function readHorizon(tx: Tx, tenantId: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ sequence: bigint | null; receivedAt: Date | null }[]>`
    SELECT sequence, received_at AS "receivedAt" FROM chunk WHERE tenant_id = ${tenantId} ORDER BY sequence LIMIT 1`;
  return row?.sequence === 1n || !row?.receivedAt ? Number.NEGATIVE_INFINITY : row.receivedAt.getTime();
}

interface AlertLine { id: string; status: string; createdSequence: bigint; ownerId: number | null; finding: string | null; content: AlertContent; corrected: boolean }

async function readAlerts(tx: Tx, tenantId: number, ids: readonly string[]): Promise<AlertLine[]> {
  return tx.$queryRaw<AlertLine[]>`
    SELECT a.id, a.status, a.created_sequence AS "createdSequence", a.owner_id AS "ownerId", a.finding, a.content,
      EXISTS (SELECT FROM audit u WHERE u.tenant_id = a.tenant_id AND u.object_kind = 'alert' AND u.object_id = a.id AND u.action = ANY(${CORRECTIONS})) AS corrected
    FROM alert a WHERE a.tenant_id = ${tenantId} AND a.id = ANY(${[...ids]}) ORDER BY a.id`;
}
