import { HTTP_STATUS, type AppError, type ErrorCode } from '../platform/errors';

/** Clients of versions 7, 8 and 9 talk to a server of this version. */
export const ELASTIC_VERSION = '8.19.0';

/** What a retrying client looks for in an item that found no room. */
export const BUSY_TYPE = 'es_rejected_execution_exception';

const TYPES: Readonly<Record<ErrorCode, string>> = {
  bad_request: 'illegal_argument_exception', unauthenticated: 'security_exception', forbidden: 'security_exception', not_found: 'resource_not_found_exception',
  conflict: 'version_conflict_engine_exception', condition_not_met: 'illegal_argument_exception', too_large: 'content_too_long_exception',
  unsupported: 'illegal_argument_exception', rate_limited: BUSY_TYPE, busy: BUSY_TYPE, internal: 'exception',
};

/** An error of the whole request in Elasticsearch's shape. */
export function elasticError({ code, message }: AppError, id: string): Response {
  const cause = { type: TYPES[code], reason: code === 'internal' ? `Internal error. Request id: ${id}` : message };
  const status = HTTP_STATUS[code];
  return Response.json({ error: { root_cause: [cause], ...cause }, status }, { status, headers: code === 'unauthenticated' ? { 'www-authenticate': 'ApiKey, Basic realm="Yagura"' } : {} });
}

/** Headers without which a client takes no answer for one of Elasticsearch, in the family of content types that it speaks. */
export function elasticHeaders(request: Request): Record<string, string> {
  const spoken = `${request.headers.get('accept') ?? ''} ${request.headers.get('content-type') ?? ''}`;
  const version = /application\/vnd\.elasticsearch\+[^,]*?compatible-with\s*=\s*(\d{1,2})/i.exec(spoken)?.[1];
  return {
    'x-elastic-product': 'Elasticsearch',
    'content-type': version === undefined ? 'application/json; charset=UTF-8' : `application/vnd.elasticsearch+json;compatible-with=${version}`,
  };
}
