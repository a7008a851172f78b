import 'server-only';
import { z } from 'zod';
import { env } from '../platform/env';
import { decodeCursor, encodeCursor } from '../platform/cursor';

const shape = z.tuple([z.string(), z.string(), z.string()]);

/** What a page was asked with: some clients repeat filter and parameters on the next page, some do not, so the token holds all of it. */
export interface PageQuery { params: URLSearchParams; filter: string; cursor?: string }

/** The query of a request: from its token when it carries one, else from its parameters and the TMV1-Filter header. */
export function readPageQuery(request: Request): PageQuery {
  const { searchParams } = new URL(request.url);
  const token = searchParams.get('skipToken');
  if (token === null) return { params: searchParams, filter: request.headers.get('tmv1-filter') ?? '' };
  const [params, filter, cursor] = decodeCursor(token, shape);
  return { params: new URLSearchParams(params), filter, cursor };
}

/** The query with its time span written out: a default that depends on now must not move between two pages. */
export function withSpan(query: PageQuery, span: Readonly<Record<string, string>>): PageQuery {
  const params = new URLSearchParams(query.params);
  for (const [name, value] of Object.entries(span)) params.set(name, value);
  return { ...query, params };
}

/** The absolute address of the next page, below the address that clients know (YAGURA_URL). */
export function nextLink(path: string, query: PageQuery, cursor: string): string {
  const token = encodeCursor([query.params.toString(), query.filter, cursor]);
  return `${env().YAGURA_URL.replace(/\/$/, '')}${path}?skipToken=${token}`;
}
