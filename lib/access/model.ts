import { z } from 'zod';
import { ROLES } from '../platform/permissions';

export const EXPIRY_MONTHS_MAX = 60;

const name = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');

/** `monthsToExpiration` absent: the key does not expire. */
export const createApiKeyInput = z.strictObject({ name, role: z.enum(ROLES), monthsToExpiration: z.int().min(1).max(EXPIRY_MONTHS_MAX).nullish() });
export const revokeApiKeyInput = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** A key as the console shows it; its secret is known to its holder only. Times are ISO. */
export const apiKeyView = z.object({
  id: z.number(),
  name: z.string(),
  role: z.string(),
  prefix: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
export const apiKeyList = z.object({ items: z.array(apiKeyView) });
/** The one answer that holds the secret. */
export const newApiKey = z.object({ key: apiKeyView, value: z.string() });

export type ApiKeyState = 'active' | 'expired' | 'revoked';

/** What the key is good for at `now`. */
export function apiKeyState(key: Pick<ApiKeyView, 'expiresAt' | 'revokedAt'>, now: number): ApiKeyState {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active';
}

