import 'server-only';
import type { FacetValue } from '../activities/model';
import { summariseActivities } from '../activities/summarise-activities';
import { fieldByName } from '../engine/activity/catalogue';
import { quoteValue } from '../engine/query/search';
import { isNumeric } from '../engine/segment/columns';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { SEARCH_LIMITS, valuesInput, type ValuesInput } from './model';

/** Completion is of use only while the person still types. */
const COMPLETION_MS_MAX = 1_500;

/** The most frequent values of a field in a span that hold what was typed so far. `partial`: there may be others. */
export async function completeValues(ctx: Context, given: ValuesInput, signal?: AbortSignal): Promise<{ values: FacetValue[]; partial: boolean }> {
  requirePermission(ctx, 'activity', 'read');
  const { field, typed, from, to } = parseInput(valuesInput, given);
  const property = fieldByName(field)?.property;
  if (property === undefined || property === 'observedAt') return { values: [], partial: false };
  const text = typed.trim(), byNumber = isNumeric(property);
  const query = text === '' || byNumber ? `${field}:*` : `${field}:${quoteValue(text).replace(/^"/, '"*').replace(/"$/, '*"')}`;
  const { facets, partial } = await summariseActivities(ctx, { query, from, to, buckets: 1, facets: [field], facetValues: byNumber ? 100 : SEARCH_LIMITS.values }, { signal, msMax: COMPLETION_MS_MAX });
  const found = facets[field] ?? { values: [], cut: false };
  const values = byNumber ? found.values.filter(({ value }) => value.startsWith(text)).slice(0, SEARCH_LIMITS.values) : found.values;
  return { values, partial: partial || found.cut };
}
