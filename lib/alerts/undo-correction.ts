import 'server-only';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx, type Tx } from '../platform/tx';
import { alertOfSignal, findCorrectable, spanOfAlerts } from './correctable-alerts';
import { findCorrection, giveBack, lockForCorrection, markUndone } from './correction-store';
import type { StoredCorrection } from './model';
import { recorrelate } from './recorrelate';

const input = z.strictObject({ correctionId: z.number().int().positive() });
const TIMEOUT_MS = 60_000;

/** The alerts that the correction's detections are in now. */
async function touched(tx: Tx, tenantId: number, { content, alertIds }: StoredCorrection): Promise<string[]> {
  const keys = [...(content.together ?? []).flatMap((each) => each.slice(0, 1)), ...(content.apart?.keys.slice(0, 1) ?? []), ...(content.apart?.from.slice(0, 1) ?? []), ...(content.took ?? []).flatMap((each) => each.keys.slice(0, 1))];
  const found = await Promise.all(keys.map((key) => alertOfSignal(tx, tenantId, key)));
  const now = [...new Set(found.flatMap((id) => id ?? []))];
  return now.length > 0 ? now : alertIds.slice(0, 1);
}

/**
 * Takes a correction back: alerts that a merge took in stand by themselves again under their own numbers, what was split comes together again unless something else
 * keeps it apart.
 */
export async function undoCorrection(ctx: Context, given: unknown): Promise<{ alertId: string }> {
  requirePermission(ctx, 'alert', 'write');
  const { correctionId } = parseInput(input, given), { tenantId, actor } = ctx, at = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    await lockForCorrection(tx, tenantId);
    const correction = await findCorrection(tx, tenantId, correctionId);
    if (!correction) throw new AppError('not_found', 'There is no such correction.');
    const ids = await touched(tx, tenantId, correction), alerts = await findCorrectable(tx, tenantId, ids);
    if (!(await markUndone(tx, tenantId, correctionId, actor.name, at))) throw new AppError('conflict', 'This correction was undone already.');
    const [kept = ''] = ids;
    for (const { alertId, keys } of correction.content.took ?? []) if (alertId !== kept) await giveBack(tx, tenantId, { alertId, from: kept, keys }, at);
    const entries = await recorrelate(tx, ctx, spanOfAlerts(alerts));
    await writeAudit(tx, ctx, { action: 'alert.correction_undone', objectKind: 'alert', objectId: kept, before: { correctionId, kind: correction.kind, alerts: correction.alertIds } }, ...entries);
    return { alertId: kept };
  }, TIMEOUT_MS);
}
