import 'server-only';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { RETENTION_DAYS_MAX, type Retention } from './model';
import { findRetention, writeRetention } from './store';

const days = z.number().int('must be a whole number of days').min(1, 'must be at least 1 day').max(RETENTION_DAYS_MAX, `must be at most ${RETENTION_DAYS_MAX} days`);

const setRetentionInput = z.strictObject({ recordDays: days, detectionDays: days })
  .refine(({ recordDays, detectionDays }) => detectionDays >= recordDays, { path: ['detectionDays'], error: 'must not be shorter than that of the records' });

/** Decides how long the tenant's data stays. Nothing is deleted now: the nightly job does, so that a slip of the hand can be taken back. */
export async function setRetention(ctx: Context, input: unknown): Promise<Retention> {
  requirePermission(ctx, 'system', 'write');
  const after = parseInput(setRetentionInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const before = await findRetention(tx, ctx.tenantId);
    await writeRetention(tx, ctx.tenantId, after, ctx.clock.now());
    await writeAudit(tx, ctx, { action: 'retention.set', objectKind: 'retention', before: { ...before }, after });
    return after;
  });
}
