import type { z } from 'zod';
import { fieldByName, FIELD_CATALOGUE } from '../engine/activity/catalogue';
import { compileSearch } from '../engine/query/match-rows';
import { SearchError, type SearchNode } from '../engine/query/search';
import { parseSearch } from '../engine/query/search-parser';
import { segmentFilter } from '../engine/query/segment-filter';
import type { ActivityProperty } from '../engine/segment/columns';
import { AppError } from '../platform/errors';
import type { activityQuery, SearchProgress } from './model';
import type { ScanPlan, ScanProgress } from './scan-segments';

/** The query of a caller, ready for any number of segments. What cannot be understood is the caller's error and says where. */
export function planSearch({ query, from, to, sources }: z.output<typeof activityQuery>, properties: readonly ActivityProperty[]): ScanPlan {
  const node = understood(query);
  return {
    search: compileSearch(node), filter: segmentFilter(node), from: Date.parse(from), to: Date.parse(to), sourceIds: sources.length > 0 ? sources : undefined, properties,
  };
}

function understood(query: string): SearchNode {
  try {
    return parseSearch(query);
  } catch (thrown) {
    if (thrown instanceof SearchError) throw new AppError('bad_request', thrown.message, { cause: thrown, fields: { query: thrown.message, at: String(thrown.at) } });
    throw thrown;
  }
}

/** Properties of named fields; of none, all. */
export function propertiesNamed(fields: readonly string[]): ActivityProperty[] {
  if (fields.length === 0) return FIELD_CATALOGUE.map(({ property }) => property);
  return fields.flatMap((name) => fieldByName(name)?.property ?? []);
}

/** How far a scan came, as a caller is told. */
export function progressOf({ segments, read, rows, stoppedAt }: ScanProgress, to: number): SearchProgress {
  const completeFrom = stoppedAt === undefined || stoppedAt + 1 >= to ? null : new Date(stoppedAt + 1).toISOString();
  return { partial: stoppedAt !== undefined, completeFrom, segments, segmentsRead: read, rowsRead: rows };
}
