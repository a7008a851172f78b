import { newToken } from '../../lib/access/tokens';
import { tenantTx } from '../../lib/platform/tx';

/** An API key straight into the database; the verb that makes them has its own tests. */
export async function createApiKeyFor(tenantId: number, role: string, extra: { expiresAt?: Date; revokedAt?: Date } = {}): Promise<string> {
  const token = newToken('ygk', tenantId);
  await tenantTx(tenantId, (tx) => tx.apiKey.create({ data: { tenantId, name: 'test', role, hash: new Uint8Array(token.hash), prefix: token.prefix, ...extra } }));
  return token.text;
}
