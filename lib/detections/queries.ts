import { FACETS, type DetectionFilterInput } from './model';

const DAY_MS = 86_400_000;

/**
 * The screen's URL as a filter: `?from&to` (ISO), facets to include by name (`?rule=…&endpoint=…`), to leave out with `not.` (`?not.rule=…`).
 * Without a range: the last 24 hours before `now` (epoch ms).
 */
export function readDetectionQuery(params: URLSearchParams, now: number): DetectionFilterInput {
  const pick = (prefix: string) => Object.fromEntries(FACETS.map((f) => [f, params.getAll(`${prefix}${f}`)])) as DetectionFilterInput['include'];
  const one = (name: string) => params.get(name) ?? undefined;
  return {
    from: one('from') ?? new Date(now - DAY_MS).toISOString(), to: one('to') ?? new Date(now).toISOString(), target: one('target') as DetectionFilterInput['target'],
    include: pick(''), exclude: pick('not.'), cursor: one('cursor'), limit: one('limit'),
    ...(params.has('uuid') ? { uuids: params.getAll('uuid') } : {}),
  };
}

export const detectionKeys = {
  list: (params: URLSearchParams) => ['detections', 'list', params.toString()] as const,
  summary: (params: URLSearchParams) => ['detections', 'summary', params.toString()] as const,
  record: (uuid: string) => ['detections', 'record', uuid] as const,
};
