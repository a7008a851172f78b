import 'server-only';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findDead, reviveRow } from './resend-store';

const RESEND_MAX = 1_000;
const input = z.strictObject({ ids: z.union([z.literal('all'), z.array(z.string().regex(/^\d{1,18}$/)).min(1).max(RESEND_MAX)]) });

/** Lets messages that were put aside be tried again from the beginning. */
export async function resendNotifications(ctx: Context, given: unknown): Promise<{ resent: number }> {
  requirePermission(ctx, 'notification', 'write');
  const { ids } = parseInput(input, given);
  return tenantTx(ctx.tenantId, async (tx) => {
    const rows = await findDead(tx, ctx.tenantId, ids === 'all' ? ids : ids.map(BigInt), RESEND_MAX);
    if (rows.length === 0 && ids !== 'all') throw new AppError('not_found', 'There is no such message that was put aside.');
    for (const row of rows) await reviveRow(tx, ctx.tenantId, row, ctx.clock.now());
    if (rows.length > 0) await writeAudit(tx, ctx, { action: 'notification.resent', objectKind: 'notification', after: { count: rows.length, subjects: rows.slice(0, 20).map(({ subject }) => subject) } });
    return { resent: rows.length };
  });
}
