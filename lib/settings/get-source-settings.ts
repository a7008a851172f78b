import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { sourceIdInput, type SourceSettings } from './model';
import { findSettings } from './store';

/** Everything that is set of a source, retired ones too. */
export async function getSourceSettings(ctx: Context, input: unknown): Promise<SourceSettings> {
  requirePermission(ctx, 'source', 'read');
  const { id } = parseInput(sourceIdInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    const found = await findSettings(tx, ctx.tenantId, id, ctx.clock.now());
    if (!found) throw new AppError('not_found', 'There is no such source.');
    return found;
  });
}
