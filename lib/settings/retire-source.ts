import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { setNetworks } from '../syslog/set-networks';
import { sourceIdInput } from './model';
import { findSource, revokeIngestTokens, writeSource } from './store';

/** Takes a source out of use for good: its tokens are refused, its addresses are free again. What it sent stays until retention drops it. */
export async function retireSource(ctx: Context, input: unknown): Promise<{ id: number }> {
  requirePermission(ctx, 'source', 'write');
  const { id } = parseInput(sourceIdInput, input);
  const { tenantId } = ctx, at = ctx.clock.now();
  await setNetworks(ctx, { id }, { networks: [] });
  return tenantTx(tenantId, async (tx) => {
    const found = await findSource(tx, tenantId, id);
    if (!found) throw new AppError('not_found', 'There is no such source.');
    const revoked = await revokeIngestTokens(tx, tenantId, id, at);
    await writeSource(tx, tenantId, id, { retiredAt: at, pausedAt: at, silentSince: null });
    await writeAudit(tx, ctx, { action: 'source.retired', objectKind: 'source', objectId: String(id), before: { name: found.name }, after: { revoked } });
    return { id };
  });
}
