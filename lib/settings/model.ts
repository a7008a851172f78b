import { z } from 'zod';

/** What a source is fed by; decides which instructions its set-up page shows. */
export const SOURCE_PRODUCTS = ['windows', 'zeek', 'web-gateway', 'file'] as const;
export type SourceProduct = (typeof SOURCE_PRODUCTS)[number];

const name = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');
const id = z.coerce.number().int().positive().max(2_147_483_647);

export const createSourceInput = z.strictObject({ name, product: z.enum(SOURCE_PRODUCTS) });
export const sourceIdInput = z.strictObject({ id });

/** The one answer that holds the token's secret. */
export interface NewSource { id: number; name: string; product: string; ingestToken: string }

/** What a source has sent, for someone who waits for it. `kinds` tells how the newest records were understood. */
export interface SourceArrivals {
  received: number;
  rejected: number;
  lastSeen: string | null;
  kinds: { family: string; kind: string; count: number }[];
}
