import 'server-only';
import { tenantTx } from '../platform/tx';

interface IngestTokenRow { expiresAt: Date | null; revokedAt: Date | null; source: { id: number; name: string; clockSkewSeconds: number; pausedAt: Date | null } }

/** A shipper asks many times a second; a revocation may take this long to bite. */
const REMEMBERED_MS = 3_000;
const REMEMBERED_MAX = 10_000;

const remembered = new Map<string, { tenantId: number; row: IngestTokenRow | undefined; until: number }>();

/** The token with its source; undefined when the tenant has no such token. Unknown ones are remembered too, so that guessing costs the guesser. */
export async function findIngestToken(tenantId: number, hash: Buffer, nowMs: number): Promise<IngestTokenRow | undefined> {
  const key = `${tenantId} ${hash.toString('base64')}`;
  const known = remembered.get(key);
  if (known && known.until > nowMs) return known.row;
  const row = await tenantTx(tenantId, (tx) => tx.ingestToken.findUnique({
    where: { tenantId_hash: { tenantId, hash: new Uint8Array(hash) } },
    select: { expiresAt: true, revokedAt: true, source: { select: { id: true, name: true, clockSkewSeconds: true, pausedAt: true } } },
  }));
  if (remembered.size >= REMEMBERED_MAX) remembered.clear();
  remembered.set(key, { tenantId, row: row ?? undefined, until: nowMs + REMEMBERED_MS });
  return row ?? undefined;
}

/** The clock skew that is set for a source; 0 for one that is gone. */
export async function sourceClockSkewSeconds(tenantId: number, sourceId: number): Promise<number> {
  for (const known of remembered.values()) if (known.tenantId === tenantId && known.row?.source.id === sourceId) return known.row.source.clockSkewSeconds;
  const source = await tenantTx(tenantId, (tx) => tx.source.findUnique({ where: { tenantId_id: { tenantId, id: sourceId } }, select: { clockSkewSeconds: true } }));
  return source?.clockSkewSeconds ?? 0;
}

/** Forgets all lookups, so that a changed token or source is seen at once. */
export function forgetIngestTokens(): void {
  remembered.clear();
}
