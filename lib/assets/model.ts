import { z } from 'zod';
import type { Sentence, Severity } from '../engine/correlate/types';
import type { AlertStatus, Finding } from '../alerts/model';
import type { DetectionLine, TimeBucket } from '../detections/model';

export const ASSET_KINDS = ['endpoint', 'account'] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** From the least to the most. */
export const CRITICALITIES = ['normal', 'important', 'critical'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const ASSET_LIMITS = { keyChars: 255, tags: 20, tagChars: 40, reasonChars: 500, noteChars: 4_000, pageRows: 100, pageRowsMax: 200, traitsShown: 50 } as const;
/** The list counts detections so far back. */
export const RECENT_DAYS = 30;

export const ASSET_SORTS = ['last_seen', 'alerts', 'detections', 'records', 'name'] as const;
/** When an asset was last seen, as a facet: within a day, a week, a month, or before. */
export const SEEN = ['day', 'week', 'month', 'before'] as const;
export type Seen = (typeof SEEN)[number];

export const assetKind = z.enum(ASSET_KINDS);
export const assetKey = z.string().min(1).max(ASSET_LIMITS.keyChars);

const chosen = <T extends z.ZodType>(value: T) => z.object({ include: z.array(value).max(50).default([]), exclude: z.array(value).max(50).default([]) }).prefault({});
const tag = z.string().trim().min(1).max(ASSET_LIMITS.tagChars);

export const assetFilter = z.object({
  kind: assetKind.default('endpoint'), text: z.string().max(200).default(''),
  criticality: chosen(z.enum(CRITICALITIES)), tag: chosen(z.string().max(ASSET_LIMITS.tagChars)), seen: chosen(z.enum(SEEN)),
  sort: z.enum(ASSET_SORTS).default('last_seen'), cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(ASSET_LIMITS.pageRowsMax).default(ASSET_LIMITS.pageRows),
});
export type AssetFilter = z.infer<typeof assetFilter>;
export type AssetFilterInput = z.input<typeof assetFilter>;

/** What people say of an asset. A criticality other than normal needs its reason. */
export const changeAssetInput = z.strictObject({
  version: z.number().int().positive(),
  criticality: z.enum(CRITICALITIES).optional(), criticalityReason: z.string().trim().max(ASSET_LIMITS.reasonChars).optional(),
  tags: z.array(tag).max(ASSET_LIMITS.tags).optional(), note: z.string().trim().max(ASSET_LIMITS.noteChars).optional(),
}).refine(({ criticality, criticalityReason }) => criticality === undefined || criticality === 'normal' || (criticalityReason ?? '') !== '', { path: ['criticalityReason'], error: 'must say why' });

export const mergeInput = z.strictObject({ kind: assetKind, from: assetKey, into: assetKey }).refine(({ from, into }) => from !== into, { path: ['from'], error: 'must be another asset' });

/** A line of the list. Times are ISO 8601; merged assets count in what they were merged into. */
export interface AssetRow {
  kind: AssetKind; key: string; name: string; firstSeen: string; lastSeen: string; records: number; criticality: Criticality; tags: string[]; merged: number; openAlerts: number; detections: number;
}

export interface AssetFacets { criticality: { value: Criticality; count: number }[]; tag: { value: string; count: number }[]; seen: { value: Seen; count: number }[] }
/** `leftOut`: sightings that a limit kept out. */
export interface AssetPage { items: AssetRow[]; total: number; cursor?: string; facets: AssetFacets; leftOut: number }

/** A name, address or source that an asset was seen with; or the other side: the accounts of an endpoint, the endpoints of an account. */
export interface Trait { value: string; firstSeen: string; lastSeen: string; records: number }
export interface TraitList { items: Trait[]; total: number }

export interface AssetPart { key: string; name: string; firstSeen: string; lastSeen: string; records: number; criticality: Criticality; tags: string[] }

export interface AssetDetail extends AssetPart {
  kind: AssetKind; criticalityReason: string; note: string; version: number;
  /** The asset that this one was merged into, if it was. */
  mergedInto: string | null;
  /** Assets that are shown as part of this one. */
  merged: AssetPart[];
  names: TraitList; addresses: TraitList; sources: (Trait & { name: string })[];
  /** Accounts seen on an endpoint, or endpoints on which an account was seen. */
  others: TraitList;
}

export interface EntityAlert { id: string; title: Sentence; score: number; severity: Severity; status: AlertStatus; finding: Finding | null; firstSeen: string; lastSeen: string }

/** What a merge would show, before it is done. */
export interface MergePreview { from: AssetPart; into: AssetPart; together: { firstSeen: string; lastSeen: string; records: number; names: string[]; addresses: string[] } }

interface SeenRow { uuid: string; at: number; account: string | null; accountKey: string | null; endpoint: string | null; endpointKey: string | null }
export interface LogonRow extends SeenRow { type: number | null; from: string | null; fromHost: string | null; failed: boolean }
/** `partial`: time ended the search. */
export interface LogonPage { items: LogonRow[]; cursor?: string; partial: boolean }
export interface TimelineRow extends SeenRow { kind: string; what: string | null }
export interface TimelinePage { items: TimelineRow[]; cursor?: string; partial: boolean }

/** One run of a program. `guid` is null where the sensor gives none; then the number and the time tell runs apart. */
export interface ProcessNode { uuid: string; at: number; guid: string | null; pid: number | null; parentGuid: string | null; parentPid: number | null; image: string; commandLine: string | null; account: string | null; parentImage: string | null }
export interface ProcessPage { items: ProcessNode[]; partial: boolean; cut: boolean }

export interface AssetAlerts { items: EntityAlert[]; open: number; total: number }
export interface AssetDetections { from: number; to: number; bucketMs: number; buckets: TimeBucket[]; total: number; items: DetectionLine[] }
