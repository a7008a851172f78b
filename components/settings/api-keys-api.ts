import * as z from 'zod/mini';
import { apiGet, apiSend } from '../shell/api';

const Key = z.object({
  id: z.number(),
  name: z.string(),
  role: z.string(),
  prefix: z.string(),
  createdAt: z.string(),
  expiresAt: z.nullable(z.string()),
  revokedAt: z.nullable(z.string()),
  lastUsedAt: z.nullable(z.string()),
});
export type ApiKey = z.infer<typeof Key>;

const NewKey = z.object({ key: Key, value: z.string() });
/** A key with its secret in clear, as it is shown once. */
export type NewKey = z.infer<typeof NewKey>;

const PATH = '/api/console/api-keys';
export const apiKeysKey = ['api-keys'] as const;

export async function fetchApiKeys(signal?: AbortSignal): Promise<ApiKey[]> {
  return (await apiGet(PATH, z.object({ items: z.array(Key) }), signal)).items;
}

/** `monthsToExpiration` null: without end. */
export async function createApiKey(input: { name: string; role: string; monthsToExpiration: number | null }): Promise<NewKey> {
  return apiSend('POST', PATH, input, NewKey);
}

export async function revokeApiKey(id: number): Promise<void> {
  await apiSend('DELETE', `${PATH}/${id}`, undefined, z.unknown());
}

export type ApiKeyState = 'active' | 'expired' | 'revoked';

/** What the key is good for at `now`. */
export function apiKeyState(key: ApiKey, now: number): ApiKeyState {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? 'expired' : 'active';
}
