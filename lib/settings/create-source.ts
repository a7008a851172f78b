import 'server-only';
import { newToken } from '../access/tokens';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { createSourceInput, usualInterval, type NewSource } from './model';
import { insertIngestToken, insertSource } from './store';

/** Makes a source with its first token. `ingestToken` is the only time the secret leaves the server. */
export async function createSource(ctx: Context, input: unknown): Promise<NewSource> {
  requirePermission(ctx, 'source', 'write');
  const { name, product } = parseInput(createSourceInput, input);
  const token = newToken('ygi', ctx.tenantId), createdAt = ctx.clock.now();
  const row = await tenantTx(ctx.tenantId, async (tx) => {
    const made = await insertSource(tx, ctx.tenantId, { name, product, createdAt, expectedEverySeconds: usualInterval(product) });
    await insertIngestToken(tx, ctx.tenantId, made.id, token, createdAt);
    await writeAudit(tx, ctx, { action: 'source.created', objectKind: 'source', objectId: String(made.id), after: { name, product, prefix: token.prefix } });
    return made;
  });
  return { ...row, ingestToken: token.text };
}
