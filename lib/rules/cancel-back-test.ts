import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { findBackTest, finishBackTest } from './back-test-store';
import { backTestId } from './model';

/** Stops a back-test before its next chunk; what it has found so far stays. */
export async function cancelBackTest(ctx: Context, input: unknown): Promise<void> {
  requirePermission(ctx, 'rule', 'write');
  const id = parseInput(backTestId, input);
  const { tenantId } = ctx;
  await tenantTx(tenantId, async (tx) => {
    if (!(await findBackTest(tx, tenantId, id))) throw new AppError('not_found', 'There is no such back-test.');
    if (!(await finishBackTest(tx, tenantId, id, 'cancelled', ctx.clock.now()))) throw new AppError('conflict', 'This back-test has ended already.');
    await writeAudit(tx, ctx, { action: 'back_test.cancelled', objectKind: 'back_test', objectId: String(id) });
  });
}
