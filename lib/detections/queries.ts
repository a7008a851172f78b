import { LEVELS } from '../engine/sigma/types';
import { FACETS, type DetectionFilterInput } from './model';

interface Range { from: number; to: number }

const READABLE: Partial<Record<string, (value: string) => boolean>> = { level: (v) => LEVELS.some((level) => level === v), source: (v) => /^\d{1,9}$/.test(v) };

/**
 * The screen's URL as a filter: facets to include by name (`?rule=…&endpoint=…`), to leave out with `not.` (`?not.rule=…`); what cannot be read counts
 * as absent. The range (epoch ms) has been read by the caller, who knows what "the last day" means now.
 */
export function readDetectionQuery(params: URLSearchParams, range: Range): DetectionFilterInput {
  const pick = (prefix: string) => Object.fromEntries(FACETS.map((f) => [f, params.getAll(prefix + f).filter(READABLE[f] ?? (() => true))])) as DetectionFilterInput['include'];
  const one = (name: string) => params.get(name) ?? undefined;
  return {
    from: new Date(range.from).toISOString(), to: new Date(range.to).toISOString(), target: params.get('target') === 'received' ? 'received' : 'observed',
    include: pick(''), exclude: pick('not.'), cursor: one('cursor'), limit: one('limit'),
    ...(params.has('uuid') ? { uuids: params.getAll('uuid') } : {}),
  };
}

const ASKED: readonly string[] = ['range', 'from', 'to', 'target', 'uuid', ...FACETS.flatMap((facet) => [facet, `not.${facet}`])];

/** The part of a URL that decides what is listed, in a fixed order: which panel or tab is open asks nothing new of the server. */
export function detectionSearch(params: URLSearchParams): string {
  const kept = new URLSearchParams([...params].filter(([name]) => ASKED.includes(name)));
  kept.sort();
  return kept.toString();
}

/** One key per question, shared by the server's prefetch and the client's hooks; `search` as of `detectionSearch`. */
export const detectionKeys = {
  list: (search: string) => ['detections', 'list', search] as const,
  summary: (search: string) => ['detections', 'summary', search] as const,
  matrix: (search: string) => ['detections', 'matrix', search] as const,
  news: (search: string, sequence: string) => ['detections', 'news', search, sequence] as const,
  record: (uuid: string) => ['detections', 'record', uuid] as const,
};
