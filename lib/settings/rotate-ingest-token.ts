import 'server-only';
import { newToken } from '../access/tokens';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { rotateTokenInput, type NewSource } from './model';
import { expireIngestTokens, findSource, insertIngestToken, revokeIngestTokens } from './store';

const HOUR_MS = 3_600_000;

/** Gives the source a new token. The old ones are refused at once, or hold for as many hours as are asked, so that shippers can be changed one by one. */
export async function rotateIngestToken(ctx: Context, input: unknown): Promise<NewSource> {
  requirePermission(ctx, 'source', 'write');
  const { id, overlapHours } = parseInput(rotateTokenInput, input);
  const token = newToken('ygi', ctx.tenantId), at = ctx.clock.now();
  const row = await tenantTx(ctx.tenantId, async (tx) => {
    const found = await findSource(tx, ctx.tenantId, id);
    if (!found) throw new AppError('not_found', 'There is no such source.');
    const until = new Date(at.getTime() + overlapHours * HOUR_MS);
    const replaced = overlapHours > 0 ? await expireIngestTokens(tx, ctx.tenantId, id, until) : await revokeIngestTokens(tx, ctx.tenantId, id, at);
    await insertIngestToken(tx, ctx.tenantId, id, token, at);
    await writeAudit(tx, ctx, { action: 'source.token_rotated', objectKind: 'source', objectId: String(id), after: { prefix: token.prefix, replaced, oldUntil: until.toISOString() } });
    return found;
  });
  return { ...row, ingestToken: token.text };
}
