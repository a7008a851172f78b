import { z } from 'zod';
import { ROLES } from '../platform/permissions';

const EXPIRY_MONTHS_MAX = 60;

const name = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');

/** `monthsToExpiration` absent: the key does not expire. */
export const createApiKeyInput = z.strictObject({ name, role: z.enum(ROLES), monthsToExpiration: z.int().min(1).max(EXPIRY_MONTHS_MAX).nullish() });
export const revokeApiKeyInput = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** A key as the console shows it; its secret is known to its holder only. Times are ISO. */
export interface ApiKeyView {
  id: number;
  name: string;
  role: string;
  prefix: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  lastUsedAt: string | null;
}
/** The one answer that holds the secret. */
export interface NewApiKey { key: ApiKeyView; value: string }
