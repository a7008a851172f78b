import 'server-only';
import { AppError } from '../platform/errors';
import type { Tx } from '../platform/tx';
import type { Span } from './working-set';
import { spanOf } from './windows';

export interface CorrectableAlert {
  id: string; ownerId: number | null; finding: string | null; createdSequence: bigint;
  /** Its signals, sorted by key. */
  keys: string[]; firstSeen: number; lastSeen: number;
}

/** These alerts with their signals, in the order asked for. Throws unless each is there, stands by itself and is not closed. */
export async function findCorrectable(tx: Tx, tenantId: number, ids: readonly string[]): Promise<CorrectableAlert[]> {
  const rows = await tx.$queryRaw<{ id: string; status: string; mergedInto: string | null; ownerId: number | null; finding: string | null; createdSequence: bigint; keys: string[] | null; firstSeen: Date; lastSeen: Date }[]>`
    SELECT a.id, a.status, a.merged_into AS "mergedInto", a.owner_id AS "ownerId", a.finding, a.created_sequence AS "createdSequence", array_agg(s.key ORDER BY s.key) FILTER (WHERE s.key IS NOT NULL) AS keys,
      coalesce(min(s.first_seen), a.first_seen) AS "firstSeen", coalesce(max(s.last_seen), a.last_seen) AS "lastSeen"
    FROM alert a LEFT JOIN signal s ON s.tenant_id = a.tenant_id AND s.alert_id = a.id WHERE a.tenant_id = ${tenantId} AND a.id = ANY(${[...ids]})
    GROUP BY a.tenant_id, a.id`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new AppError('not_found', `There is no alert ${id.slice(0, 60)}.`);
    if (row.mergedInto !== null) throw new AppError('conflict', `${id} was joined into ${row.mergedInto} already.`);
    if (row.status === 'closed') throw new AppError('conflict', `${id} is closed. Open it again first: a closed alert stays as it was judged.`);
    const { ownerId, finding, createdSequence, keys, firstSeen, lastSeen } = row;
    return { id, ownerId, finding, createdSequence, keys: keys ?? [], firstSeen: firstSeen.getTime(), lastSeen: lastSeen.getTime() };
  });
}

export function spanOfAlerts(alerts: readonly CorrectableAlert[]): Span {
  return spanOf(alerts) ?? { from: 0, to: 0 };
}

/** The alert that a signal is in now. */
export async function alertOfSignal(tx: Tx, tenantId: number, key: string): Promise<string | undefined> {
  return (await tx.signal.findUnique({ where: { tenantId_key: { tenantId, key } }, select: { alertId: true } }))?.alertId ?? undefined;
}
