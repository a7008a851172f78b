import { readTimeRange } from '@/components/filter/time-range-params';
import { SearchError } from '@/lib/engine/query/search';
import { parseSearch } from '@/lib/engine/query/search-parser';
import type { Context } from '@/lib/platform/context';
import { AppError } from '@/lib/platform/errors';
import { composeQuery, RANGE_FALLBACK, sourcesOf } from '@/lib/searches/queries';

/** What the screen's URL asks, now. The query bar is read alone first, so that a fault is told at its place in what the person typed. */
export function readQuestion(params: URLSearchParams, ctx: Context): { query: string; from: string; to: string; sources: number[] } {
  try {
    parseSearch((params.get('q') ?? '').trim());
  } catch (thrown) {
    if (thrown instanceof SearchError) throw new AppError('bad_request', thrown.message, { cause: thrown, fields: { query: thrown.message, at: String(thrown.at) } });
    throw thrown;
  }
  const { from, to } = readTimeRange(params, ctx.clock.now().getTime(), RANGE_FALLBACK);
  return { query: composeQuery(params), from: new Date(from).toISOString(), to: new Date(to).toISOString(), sources: sourcesOf(params) };
}
