import * as z from 'zod/mini';
import { apiGet, apiSend } from '../shell/api';

const Source = z.object({
  id: z.number(),
  name: z.string(),
  product: z.string(),
  createdAt: z.string(),
  pausedAt: z.nullable(z.string()),
  expectedEverySeconds: z.nullable(z.number()),
  received: z.number(),
  rejected: z.number(),
  lastSeen: z.nullable(z.string()),
});
export type Source = z.infer<typeof Source>;

const Credentials = z.object({ id: z.number(), name: z.string(), product: z.string(), ingestToken: z.string() });
/** A source with its token in clear, as it is shown once. */
export type Credentials = z.infer<typeof Credentials>;

const Arrivals = z.object({
  received: z.number(),
  rejected: z.number(),
  lastSeen: z.nullable(z.string()),
  kinds: z.array(z.object({ family: z.string(), kind: z.string(), count: z.number() })),
});
export type Arrivals = z.infer<typeof Arrivals>;

const PATH = '/api/console/sources';

export const PRODUCTS = ['windows', 'zeek', 'web-gateway', 'file'] as const;
export type Product = (typeof PRODUCTS)[number];

export function isProduct(value: string): value is Product {
  return PRODUCTS.some((product) => product === value);
}

export const sourcesKey = ['sources'] as const;

export async function fetchSources(signal?: AbortSignal): Promise<Source[]> {
  return (await apiGet(PATH, z.object({ items: z.array(Source) }), signal)).items;
}

export async function createSource(input: { name: string; product: Product }): Promise<Credentials> {
  return apiSend('POST', PATH, input, Credentials);
}

export async function rotateToken(id: number): Promise<Credentials> {
  return apiSend('POST', `${PATH}/${id}/token`, {}, Credentials);
}

export async function fetchArrivals(id: number, signal?: AbortSignal): Promise<Arrivals> {
  return apiGet(`${PATH}/${id}/arrivals`, Arrivals, signal);
}
