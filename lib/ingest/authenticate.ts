import 'server-only';
import { bearerToken } from '../access/authenticate-api-key';
import { readToken } from '../access/tokens';
import { systemClock } from '../platform/clock';
import { AppError, type ErrorCode } from '../platform/errors';
import type { Identity } from '../platform/http';
import { orBusy } from './database-gone';
import { findIngestToken } from './token-store';

const TENANT_ID_MAX = 2_147_483_647;

/** Why a token opens nothing; each dialect has its own answers to these. */
export type TokenFault = 'missing' | 'unknown' | 'disabled';

export class TokenError extends AppError {
  constructor(readonly fault: TokenFault, code: ErrorCode, publicMessage: string) {
    super(code, publicMessage);
  }
}

/** The source that an ingest token stands for. Every way to fail has its own words, since shippers log them where nobody sees a screen. */
export function authenticateSource(request: Request): Promise<Identity> {
  return authenticateToken(bearerToken(request), 'Send the header "Authorization: Bearer ygi_…".');
}

/** The source of a token that came in a dialect's own way; `hint` says how it should have come. */
export async function authenticateToken(text: string | undefined, hint: string): Promise<Identity> {
  if (text === undefined) throw new TokenError('missing', 'unauthenticated', `No ingest token. ${hint}`);
  const token = readToken(text);
  if (token?.kind === 'ygk') throw new TokenError('unknown', 'forbidden', 'This is an API key. Records are sent with the ingest token of a source (ygi_…).');
  const unknown = new TokenError('unknown', 'unauthenticated', 'The ingest token is not known here.');
  if (!token || token.tenantId > TENANT_ID_MAX) throw unknown;
  const now = systemClock.now();
  const row = await orBusy(() => findIngestToken(token.tenantId, token.hash, now.getTime()));
  if (!row) throw unknown;
  if (row.revokedAt) throw new TokenError('disabled', 'unauthenticated', `The ingest token was revoked at ${row.revokedAt.toISOString()}.`);
  if (row.expiresAt && row.expiresAt <= now) throw new TokenError('disabled', 'unauthenticated', `The ingest token expired at ${row.expiresAt.toISOString()}.`);
  if (row.source.pausedAt) throw new TokenError('disabled', 'forbidden', `The source "${row.source.name}" is paused. Resume it in the console.`);
  return { tenantId: token.tenantId, actor: { kind: 'source', id: row.source.id, name: row.source.name } };
}
