import 'server-only';
import { z } from 'zod';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { correct } from './correct';
import { findCorrectable, spanOfAlerts } from './correctable-alerts';
import { lockForCorrection } from './correction-store';
import { alertId } from './model';
import { findAlert } from './store';

const input = z.strictObject({ id: alertId, entity: z.string().min(1).max(2_000) });
const TIMEOUT_MS = 60_000;

/** Says that sharing an entity means nothing here, such as the address of a proxy: from now on nothing is joined on it, in this alert and in all to come. */
export async function neverJoin(ctx: Context, given: unknown): Promise<{ alertId: string; correctionId: number }> {
  requirePermission(ctx, 'alert', 'write');
  const { id, entity } = parseInput(input, given), { tenantId } = ctx;
  return tenantTx(tenantId, async (tx) => {
    await lockForCorrection(tx, tenantId);
    const alerts = await findCorrectable(tx, tenantId, [id]);
    const alert = await findAlert(tx, tenantId, id);
    if (!alert?.content.edges.some((edge) => edge.entity === entity && edge.kind !== 'analyst')) throw new AppError('conflict', 'Nothing in this alert is joined on that any more.');
    const correctionId = await correct(tx, ctx, {
      kind: 'never_join', alertIds: [id], span: spanOfAlerts(alerts), content: { neverJoin: [entity] },
      audit: { action: 'alert.never_join', objectKind: 'alert', objectId: id, after: { entity } },
    });
    return { alertId: id, correctionId };
  }, TIMEOUT_MS);
}
