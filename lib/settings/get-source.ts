import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { sourceIdInput } from './model';
import { findAnySource, type SourceRow } from './store';

/** One source by its number, retired ones too. */
export async function getSource(ctx: Context, input: unknown): Promise<SourceRow> {
  requirePermission(ctx, 'source', 'read');
  const { id } = parseInput(sourceIdInput, input);
  const row = await tenantTx(ctx.tenantId, (tx) => findAnySource(tx, ctx.tenantId, id));
  if (!row) throw new AppError('not_found', 'There is no such source.');
  return row;
}
