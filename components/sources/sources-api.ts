import * as z from 'zod/mini';
import type { SourceProduct } from '@/lib/settings/model';
import { apiGet, apiSend } from '../shell/api';

const text = z.nullable(z.string());
const counters = {
  received: z.number(), stored: z.number(), rejected: z.number(), replayed: z.number(), duplicates: z.number(), detections: z.number(), bodyBytes: z.number(),
  lastSeen: text, lastObserved: text, families: z.record(z.string(), z.number()),
};

const Source = z.object({
  id: z.number(), name: z.string(), product: z.string(), createdAt: z.string(), pausedAt: text, silentSince: text, expectedEverySeconds: z.nullable(z.number()), ...counters,
});
export type Source = z.infer<typeof Source>;

const Bucket = z.object({ at: z.number(), received: z.number(), rejected: z.number() });
const Stats = z.object({ ...counters, minutes: z.array(Bucket), hours: z.array(Bucket), lagSeconds: z.nullable(z.number()) });
export type Stats = z.infer<typeof Stats>;

const Settings = z.object({
  id: z.number(), name: z.string(), product: z.string(), createdAt: z.string(), pausedAt: text, silentSince: text, retiredAt: text, expectedEverySeconds: z.nullable(z.number()),
  zoneOffsetMinutes: z.number(), clockSkewSeconds: z.number(), tokens: z.array(z.object({ prefix: z.string(), createdAt: z.string(), expiresAt: text })),
});
export type Settings = z.infer<typeof Settings>;

const Syslog = z.object({
  networks: z.array(z.string()), ports: z.array(z.object({ transport: z.string(), port: z.number() })),
  lost: z.optional(z.object({ dropped: z.number(), truncated: z.number(), bySystem: z.number() })),
  strangers: z.array(z.object({ address: z.string(), transport: z.string(), count: z.number(), lastSeen: z.string() })),
});
export type Syslog = z.infer<typeof Syslog>;

const Credentials = z.object({ id: z.number(), name: z.string(), product: z.string(), ingestToken: z.string() });
/** A source with its token in clear, as it is shown once. */
export type Credentials = z.infer<typeof Credentials>;

const Arrivals = z.object({
  received: z.number(), rejected: z.number(), lastSeen: text,
  kinds: z.array(z.object({ family: z.string(), kind: z.string(), count: z.number() })),
  first: z.nullable(z.object({ uuid: z.string(), receivedAt: z.string(), family: z.string(), kind: z.string(), fields: z.array(z.object({ name: z.string(), value: z.string() })) })),
  reject: z.nullable(z.object({ reason: z.string(), excerpt: z.string() })),
});
export type Arrivals = z.infer<typeof Arrivals>;

/** What may be changed of a source. */
export interface Change { name?: string; paused?: boolean; expectedEverySeconds?: number | null; zoneOffsetMinutes?: number; clockCorrectionSeconds?: number }

const PATH = '/api/console/sources';

export const sourcesKey = ['sources'] as const;

export const fetchSources = async (signal?: AbortSignal): Promise<Source[]> => (await apiGet(PATH, z.object({ items: z.array(Source) }), signal)).items;
export const createSource = (input: { name: string; product: SourceProduct }): Promise<Credentials> => apiSend('POST', PATH, input, Credentials);
export const rotateToken = (id: number, overlapHours: number): Promise<Credentials> => apiSend('POST', `${PATH}/${id}/token`, { overlapHours }, Credentials);
export const fetchArrivals = (id: number, signal?: AbortSignal): Promise<Arrivals> => apiGet(`${PATH}/${id}/arrivals`, Arrivals, signal);
export const fetchStats = (id: number, signal?: AbortSignal): Promise<Stats> => apiGet(`${PATH}/${id}/stats`, Stats, signal);
export const fetchSettings = (id: number, signal?: AbortSignal): Promise<Settings> => apiGet(`${PATH}/${id}`, Settings, signal);
export const changeSource = (id: number, change: Change): Promise<Settings> => apiSend('PATCH', `${PATH}/${id}`, change, Settings);
export const retireSource = (id: number): Promise<{ id: number }> => apiSend('DELETE', `${PATH}/${id}`, undefined, z.object({ id: z.number() }));
export const fetchSyslog = (id: number, signal?: AbortSignal): Promise<Syslog> => apiGet(`${PATH}/${id}/networks`, Syslog, signal);

/** Says whose syslog is this source's, and answers with what holds now. */
export async function saveNetworks(id: number, networks: readonly string[]): Promise<Syslog> {
  await apiSend('PUT', `${PATH}/${id}/syslog`, { networks }, z.object({ networks: z.array(z.string()) }));
  return fetchSyslog(id);
}
