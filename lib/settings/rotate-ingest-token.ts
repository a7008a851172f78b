import 'server-only';
import { newToken } from '../access/tokens';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { sourceIdInput, type NewSource } from './model';
import { findSource, insertIngestToken, revokeIngestTokens } from './store';

/** Gives the source a new token and refuses the old ones at once. */
export async function rotateIngestToken(ctx: Context, input: unknown): Promise<NewSource> {
  requirePermission(ctx, 'source', 'write');
  const { id } = parseInput(sourceIdInput, input);
  const token = newToken('ygi', ctx.tenantId), at = ctx.clock.now();
  const row = await tenantTx(ctx.tenantId, async (tx) => {
    const found = await findSource(tx, ctx.tenantId, id);
    if (!found) throw new AppError('not_found', 'There is no such source.');
    const revoked = await revokeIngestTokens(tx, ctx.tenantId, id, at);
    await insertIngestToken(tx, ctx.tenantId, id, token, at);
    await writeAudit(tx, ctx, { action: 'source.token_rotated', objectKind: 'source', objectId: String(id), after: { prefix: token.prefix, revoked } });
    return found;
  });
  return { ...row, ingestToken: token.text };
}
