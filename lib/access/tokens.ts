import { createHash, randomBytes } from 'node:crypto';

/** `ygi` ingest token of a source, `ygk` API key, `ygn` key of a host that enrolled. */
export type TokenKind = 'ygi' | 'ygk' | 'ygn';

const SECRET_BYTES = 32;
/** The largest integer of the database's tenant_id. */
const TENANT_ID_MAX = 2_147_483_647;
const SHAPE = /^(ygi|ygk|ygn)_([0-9a-z]{1,6})_([A-Za-z0-9_-]{43})$/;

export interface NewToken { text: string; hash: Buffer; prefix: string }

/** A fresh secret of 256 bits. It names its tenant, so that the lookup is by (tenant, hash); only the hash is ever stored. */
export function newToken(kind: TokenKind, tenantId: number): NewToken {
  const text = `${kind}_${tenantId.toString(36)}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { text, hash: hashToken(text), prefix: text.slice(0, 12) };
}

/** SHA-256 is enough for a random secret of 256 bits: there is nothing to guess. */
export function hashToken(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The tenant and kind that a token claims; undefined when it has not the shape of one. */
export function readToken(text: string): { kind: TokenKind; tenantId: number; hash: Buffer } | undefined {
  const m = SHAPE.exec(text);
  const tenantId = Number.parseInt(m?.[2] ?? '', 36);
  if (!m || !(tenantId <= TENANT_ID_MAX)) return undefined;
  return { kind: m[1] as TokenKind, tenantId, hash: hashToken(text) };
}
