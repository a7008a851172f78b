import 'server-only';
import { addMonths } from 'date-fns';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { createApiKeyInput, type NewApiKey } from './model';
import { insertApiKey, viewOf } from './store';
import { newToken } from './tokens';

/** Makes an API key. `value` is the only time its secret leaves the server. */
export async function createApiKey(ctx: Context, input: unknown): Promise<NewApiKey> {
  requirePermission(ctx, 'api_key', 'write');
  const { name, role, monthsToExpiration } = parseInput(createApiKeyInput, input);
  const token = newToken('ygk', ctx.tenantId), createdAt = ctx.clock.now();
  const expiresAt = monthsToExpiration ? addMonths(createdAt, monthsToExpiration) : null;
  const row = await tenantTx(ctx.tenantId, async (tx) => {
    const made = await insertApiKey(tx, ctx.tenantId, { name, role, token, createdAt, expiresAt });
    await writeAudit(tx, ctx, { action: 'api_key.created', objectKind: 'api_key', objectId: String(made.id), after: { name, role, prefix: token.prefix, expiresAt: expiresAt?.toISOString() ?? null } });
    return made;
  });
  return { key: viewOf(row), value: token.text };
}
