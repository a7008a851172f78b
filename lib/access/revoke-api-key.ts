import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { revokeApiKeyInput } from './model';
import { findApiKey, markRevoked } from './store';

/** Refuses the key from now on, for good. Revoking it again changes nothing. */
export async function revokeApiKey(ctx: Context, input: unknown): Promise<void> {
  requirePermission(ctx, 'api_key', 'write');
  const { id } = parseInput(revokeApiKeyInput, input);
  await tenantTx(ctx.tenantId, async (tx) => {
    const row = await findApiKey(tx, ctx.tenantId, id);
    if (!row) throw new AppError('not_found', 'There is no such API key.');
    if (await markRevoked(tx, ctx.tenantId, id, ctx.clock.now())) await writeAudit(tx, ctx, { action: 'api_key.revoked', objectKind: 'api_key', objectId: String(id), before: { name: row.name, role: row.role } });
  });
}
