import 'server-only';
import { z } from 'zod';
import { CORRELATE_LIMITS } from '../engine/correlate/settings';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { correct } from './correct';
import { alertOfSignal, findCorrectable, spanOfAlerts, type CorrectableAlert } from './correctable-alerts';
import { lockForCorrection } from './correction-store';
import { alertId } from './model';

const input = z.strictObject({ ids: z.array(alertId).min(2, 'needs at least two alerts').max(20, 'takes at most 20 alerts') });
const TIMEOUT_MS = 60_000;

function requireMergeable(alerts: readonly CorrectableAlert[]): void {
  const differ = (of: (alert: CorrectableAlert) => unknown): boolean => new Set(alerts.map(of).filter((value) => value !== null)).size > 1;
  if (new Set(alerts.map(({ id }) => id)).size < alerts.length) throw new AppError('bad_request', 'The same alert is named twice.');
  if (differ(({ ownerId }) => ownerId)) throw new AppError('conflict', 'These alerts have different owners. Agree on one owner first.');
  if (differ(({ finding }) => finding)) throw new AppError('conflict', 'These alerts have different findings. Agree on one first.');
  if (alerts.some(({ keys }) => keys.length === 0)) throw new AppError('conflict', 'One of these alerts has no detections any more.');
  const signals = alerts.reduce((sum, { keys }) => sum + keys.length, 0);
  if (signals > CORRELATE_LIMITS.alertSignalsMax) throw new AppError('conflict', `Together they would hold ${signals} detections; an alert holds at most ${CORRELATE_LIMITS.alertSignalsMax}.`);
}

/** Says that alerts are one story. The oldest (an owned one before the others) keeps its number, the others redirect to it. */
export async function mergeAlerts(ctx: Context, given: unknown): Promise<{ alertId: string; correctionId: number }> {
  requirePermission(ctx, 'alert', 'write');
  const { ids } = parseInput(input, given), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    await lockForCorrection(tx, tenantId);
    const alerts = await findCorrectable(tx, tenantId, ids);
    requireMergeable(alerts);
    const anchors = alerts.flatMap(({ keys }) => keys.slice(0, 1));
    const correctionId = await correct(tx, ctx, {
      kind: 'merged', alertIds: ids, span: spanOfAlerts(alerts), content: { together: [anchors], took: alerts.map(({ id, keys }) => ({ alertId: id, keys })) },
      audit: { action: 'alert.merged', objectKind: 'alert', objectId: ids[0] ?? '', after: { alerts: ids } },
    });
    const now = new Set(await Promise.all(anchors.map((key) => alertOfSignal(tx, tenantId, key))));
    // Thrown inside the transaction: nothing has happened.
    if (now.size !== 1) throw new AppError('conflict', 'Something keeps these alerts apart: a person split them before. Undo that first.');
    return { alertId: [...now][0] ?? ids[0] ?? '', correctionId };
  }, TIMEOUT_MS);
}
