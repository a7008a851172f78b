import { z } from 'zod';
import { FIELD_CATALOGUE, fieldByName } from '../engine/activity/catalogue';

export const SEARCH_LIMITS = { nameChars: 100, searchChars: 8_000, perPerson: 200, exportRows: 1_000_000, values: 20, typedChars: 200 } as const;

/** The URL's query of the Search screen, without its question mark. */
const searchText = z.string().max(SEARCH_LIMITS.searchChars);

export const saveSearchInput = z.strictObject({
  /** Changes this one of the own searches; without it a new one is made. */
  id: z.number().int().positive().max(2_147_483_647).optional(),
  name: z.string().trim().min(1, 'must not be empty').max(SEARCH_LIMITS.nameChars),
  search: searchText,
  shared: z.boolean().default(false),
});
export type SaveSearchInput = z.input<typeof saveSearchInput>;

export interface SavedSearch { id: number; name: string; search: string; shared: boolean; ownerName: string; mine: boolean; updatedAt: string }

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const zone = z.string().max(60).refine((name) => isZone(name), 'is no time zone');

export const exportInput = z.object({
  format: z.enum(EXPORT_FORMATS),
  /** Times are written with this zone's offset. */
  zone: zone.default('UTC'),
  fields: z.array(z.string().refine((name) => fieldByName(name) !== undefined, 'is no field of the catalogue')).max(FIELD_CATALOGUE.length).default([]),
});

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

export const valuesInput = z.object({
  field: z.string().refine((name) => fieldByName(name) !== undefined, 'is no field of the catalogue'),
  typed: z.string().max(SEARCH_LIMITS.typedChars).default(''),
  from: z.iso.datetime({ offset: true }),
  to: z.iso.datetime({ offset: true }),
});
export type ValuesInput = z.input<typeof valuesInput>;
