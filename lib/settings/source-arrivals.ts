import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { sourceIdInput, type SourceArrivals } from './model';
import { findArrivals, findSource } from './store';

/** What has come from a source so far, and as what it was understood. */
export async function sourceArrivals(ctx: Context, input: unknown): Promise<SourceArrivals> {
  requirePermission(ctx, 'source', 'read');
  const { id } = parseInput(sourceIdInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    if (!(await findSource(tx, ctx.tenantId, id))) throw new AppError('not_found', 'There is no such source.');
    return findArrivals(tx, ctx.tenantId, id);
  });
}
