import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { syslogSourceInput, type SyslogSource } from './model';
import { findCounts, findNetworks, sourceExists } from './store';

/** The addresses of a source, and the messages that the listener could not keep whole or at all. */
export async function getSyslogSource(ctx: Context, input: unknown): Promise<SyslogSource> {
  requirePermission(ctx, 'source', 'read');
  const { id } = parseInput(syslogSourceInput, input);
  return tenantTx(ctx.tenantId, async (tx) => {
    if (!(await sourceExists(tx, ctx.tenantId, id))) throw new AppError('not_found', 'There is no such source.');
    return { networks: await findNetworks(tx, ctx.tenantId, id), counts: await findCounts(tx, ctx.tenantId, id) };
  });
}
