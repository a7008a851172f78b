import 'server-only';
import { systemClock, type Clock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Identity } from '../platform/http';
import { isRole } from '../platform/permissions';
import { tenantTx } from '../platform/tx';
import { findApiKeyByHash, markUsed } from './store';
import { readToken } from './tokens';

const LAST_USED_STEP_MS = 60_000;

/** The secret after `Bearer `; undefined when the header is absent or of another scheme. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

const refuse = (message: string): never => { throw new AppError('unauthenticated', message); };

/**
 * Whom an API key speaks for. The lookup is by the hash of 256 random bits within the tenant that the key names, so timing tells a guesser nothing;
 * only the holder of a real key learns that it has expired or was revoked.
 */
export async function authenticateApiKey(request: Request, clock: Clock = systemClock): Promise<Identity> {
  const text = bearerToken(request) ?? refuse('An API key is needed: Authorization: Bearer <key>.');
  const token = readToken(text);
  if (token?.kind !== 'ygk') return refuse('The API key is not known.');
  const now = clock.now(), { tenantId } = token;
  return tenantTx(tenantId, async (tx) => {
    const row = await findApiKeyByHash(tx, tenantId, token.hash);
    if (!row || !isRole(row.role)) return refuse('The API key is not known.');
    if (row.revokedAt) return refuse('The API key was revoked.');
    if (row.expiresAt && row.expiresAt <= now) return refuse('The API key has expired.');
    const notSince = new Date(now.getTime() - LAST_USED_STEP_MS);
    if (!row.lastUsedAt || row.lastUsedAt <= notSince) await markUsed(tx, tenantId, row.id, now, notSince);
    return { tenantId, actor: { kind: 'key', id: row.id, name: row.name, role: row.role } };
  });
}
