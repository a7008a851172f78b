import 'server-only';
import { bearerToken } from '../access/authenticate-api-key';
import { readToken } from '../access/tokens';
import { systemClock } from '../platform/clock';
import { AppError } from '../platform/errors';
import type { Identity } from '../platform/http';
import { orBusy } from './database-gone';
import { findIngestToken } from './token-store';

const TENANT_ID_MAX = 2_147_483_647;

/** The source that an ingest token stands for. Every way to fail has its own words, since shippers log them where nobody sees a screen. */
export async function authenticateSource(request: Request): Promise<Identity> {
  const text = bearerToken(request);
  if (text === undefined) throw new AppError('unauthenticated', 'No ingest token. Send the header "Authorization: Bearer ygi_…".');
  const token = readToken(text);
  if (token?.kind === 'ygk') throw new AppError('forbidden', 'This is an API key. Records are sent with the ingest token of a source (ygi_…).');
  const unknown = new AppError('unauthenticated', 'The ingest token is not known here.');
  if (!token || token.tenantId > TENANT_ID_MAX) throw unknown;
  const now = systemClock.now();
  const row = await orBusy(() => findIngestToken(token.tenantId, token.hash, now.getTime()));
  if (!row) throw unknown;
  if (row.revokedAt) throw new AppError('unauthenticated', `The ingest token was revoked at ${row.revokedAt.toISOString()}.`);
  if (row.expiresAt && row.expiresAt <= now) throw new AppError('unauthenticated', `The ingest token expired at ${row.expiresAt.toISOString()}.`);
  if (row.source.pausedAt) throw new AppError('forbidden', `The source "${row.source.name}" is paused. Resume it in the console.`);
  return { tenantId: token.tenantId, actor: { kind: 'source', id: row.source.id, name: row.source.name } };
}
