import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx } from '../platform/tx';
import { findCorrectionsOf } from './correction-store';
import type { CorrectionKind } from './model';
import { idsJoinedInto } from './store';

export interface CorrectionRow { id: number; kind: CorrectionKind; alertIds: string[]; detections: number; entities: string[]; madeByName: string; madeAt: Date; undoneByName: string | null; undoneAt: Date | null }

/** What people corrected on an alert and on those that were joined into it; the newest first. */
export async function listCorrections(ctx: Context, alertId: string): Promise<{ items: CorrectionRow[] }> {
  requirePermission(ctx, 'alert', 'read');
  return tenantTx(ctx.tenantId, async (tx) => {
    const rows = await findCorrectionsOf(tx, ctx.tenantId, await idsJoinedInto(tx, ctx.tenantId, alertId));
    return { items: rows.map(({ id, kind, alertIds, content, madeByName, madeAt, undoneByName, undoneAt }) => ({ id, kind, alertIds, detections: content.apart?.keys.length ?? 0, entities: content.neverJoin ?? [], madeByName, madeAt, undoneByName, undoneAt })) };
  });
}
