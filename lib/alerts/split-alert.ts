import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { correct } from './correct';
import { alertOfSignal, findCorrectable, spanOfAlerts } from './correctable-alerts';
import { lockForCorrection } from './correction-store';
import { alertId } from './model';

const SIGNALS_MAX = 2_000;
const input = z.strictObject({ id: alertId, keys: z.array(z.string().min(1).max(2_000)).min(1, 'needs a detection').max(SIGNALS_MAX), to: alertId.optional() });
const TIMEOUT_MS = 60_000;

/**
 * Takes detections (signals, by key) out of an alert: into one of their own, or, with `to`, into another. What comes later goes to the side that it is tied to
 * more strongly. `alertId` is where they are now.
 */
export async function splitAlert(ctx: Context, given: unknown): Promise<{ alertId: string; correctionId: number }> {
  requirePermission(ctx, 'alert', 'write');
  const { id, keys, to } = parseInput(input, given), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    await lockForCorrection(tx, tenantId);
    const alerts = await findCorrectable(tx, tenantId, to === undefined ? [id] : [id, to]), [alert, target] = alerts;
    const taken = new Set(keys), rest = (alert?.keys ?? []).filter((key) => !taken.has(key));
    if (!alert || keys.some((key) => !alert.keys.includes(key))) throw new AppError('conflict', 'Some of these detections are no longer in the alert. Look at it again.');
    if (rest.length === 0) throw new AppError('bad_request', target ? 'These are all its detections: merge the alerts instead.' : 'At least one detection must stay in the alert.');
    if (target?.id === id) throw new AppError('bad_request', 'They are in this alert already.');
    const anchor = target?.keys.slice(0, 1) ?? [];
    const kind = target ? 'moved' : 'split';
    const correctionId = await correct(tx, ctx, {
      kind, alertIds: [id, ...(to === undefined ? [] : [to])], span: spanOfAlerts(alerts), content: { apart: { keys, from: rest }, together: [[...keys, ...anchor], rest] },
      audit: { action: `alert.${kind}`, objectKind: 'alert', objectId: id, after: { detections: keys.length, to: to ?? null } },
    });
    return { alertId: (await alertOfSignal(tx, tenantId, keys[0] ?? '')) ?? id, correctionId };
  }, TIMEOUT_MS);
}
