import * as z from 'zod/mini';
import type { AssetAlerts, AssetDetail, AssetDetections, AssetKind, AssetPage, Criticality, LogonPage, MergePreview, ProcessPage, TimelinePage } from '@/lib/assets/model';
import { apiGet, apiSend } from '../shell/api';

const PATH = '/api/console/assets';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;
// Written by our own verbs: their shape is their type.
const shape = <T>() => z.custom<T>(isObject);

export interface AssetId { kind: AssetKind; key: string }

function query(id: AssetId, more: Readonly<Record<string, string | number | undefined>> = {}): string {
  const params = new URLSearchParams({ kind: id.kind, key: id.key });
  for (const [name, value] of Object.entries(more)) if (value !== undefined) params.set(name, String(value));
  return params.toString();
}

export const fetchAssets = (search: string, cursor: string | undefined, signal?: AbortSignal): Promise<AssetPage> => {
  const params = new URLSearchParams(search);
  if (cursor !== undefined) params.set('cursor', cursor);
  return apiGet(`${PATH}?${params.toString()}`, shape<AssetPage>(), signal);
};

export const fetchAsset = (id: AssetId, signal?: AbortSignal): Promise<AssetDetail> => apiGet(`${PATH}/one?${query(id)}`, shape<AssetDetail>(), signal);
export const fetchAssetAlerts = (id: AssetId, signal?: AbortSignal): Promise<AssetAlerts> => apiGet(`${PATH}/one/alerts?${query(id)}`, shape<AssetAlerts>(), signal);
export const fetchAssetDetections = (id: AssetId, signal?: AbortSignal): Promise<AssetDetections> => apiGet(`${PATH}/one/detections?${query(id)}`, shape<AssetDetections>(), signal);
export const fetchLogons = (id: AssetId, cursor: string | undefined, signal?: AbortSignal): Promise<LogonPage> => apiGet(`${PATH}/one/logons?${query(id, { cursor })}`, shape<LogonPage>(), signal);
export const fetchTimeline = (id: AssetId, cursor: string | undefined, signal?: AbortSignal): Promise<TimelinePage> => apiGet(`${PATH}/one/timeline?${query(id, { cursor })}`, shape<TimelinePage>(), signal);

export const fetchProcesses = (id: AssetId, at: number, minutes: number, signal?: AbortSignal): Promise<ProcessPage> => apiGet(`${PATH}/one/processes?${query(id, { at, minutes })}`, shape<ProcessPage>(), signal);
export const fetchChildren = (id: AssetId, run: { guid: string | null; pid: number | null; at: number }, signal?: AbortSignal): Promise<ProcessPage> =>
  apiGet(`${PATH}/one/processes?${query(id, { children: 1, at: run.at, guid: run.guid ?? undefined, pid: run.pid ?? undefined })}`, shape<ProcessPage>(), signal);

export interface AssetChange { version: number; criticality?: Criticality; criticalityReason?: string; tags?: string[]; note?: string }
const Version = z.object({ version: z.number() });
const Key = z.object({ key: z.string() });

export async function sendAssetChange(id: AssetId, change: AssetChange): Promise<number> {
  return (await apiSend('PATCH', `${PATH}/one?${query(id)}`, change, Version)).version;
}

export const fetchMergePreview = (kind: AssetKind, from: string, into: string, signal?: AbortSignal): Promise<MergePreview> =>
  apiGet(`${PATH}/merge?${new URLSearchParams({ kind, from, into }).toString()}`, shape<MergePreview>(), signal);

export async function sendMerge(kind: AssetKind, from: string, into: string): Promise<string> {
  return (await apiSend('POST', `${PATH}/merge`, { kind, from, into }, Key)).key;
}

export async function sendSeparate(id: AssetId): Promise<void> {
  await apiSend('POST', `${PATH}/separate?${query(id)}`, {}, Key);
}
