import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { tenantTx } from '../platform/tx';
import type { ExceptionRow } from './model';
import { findException } from './store';

export async function getException(ctx: Context, id: number): Promise<ExceptionRow> {
  requirePermission(ctx, 'exception', 'read');
  const found = await tenantTx(ctx.tenantId, (tx) => findException(tx, ctx.tenantId, id, ctx.clock.now()));
  if (!found) throw new AppError('not_found', 'There is no such exception.');
  return found;
}
