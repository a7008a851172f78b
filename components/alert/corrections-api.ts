import * as z from 'zod/mini';
import { CORRECTION_KINDS } from './correction-kinds';
import { apiGet, apiSend } from '../shell/api';
import { Instant } from './instant';

const PATH = '/api/console/alerts/corrections';
const Done = z.object({ alertId: z.string(), correctionId: z.number() });
export type Done = z.infer<typeof Done>;

export async function sendMerge(ids: readonly string[]): Promise<Done> {
  return apiSend('POST', `${PATH}/merge`, { ids }, Done);
}

/** `to` null: into an alert of their own. */
export async function sendSplit(id: string, keys: readonly string[], to: string | null): Promise<Done> {
  return apiSend('POST', `${PATH}/split`, { id, keys, ...(to === null ? {} : { to }) }, Done);
}

export async function sendNeverJoin(id: string, entity: string): Promise<Done> {
  return apiSend('POST', `${PATH}/never-join`, { id, entity }, Done);
}

export async function sendUndo(correctionId: number): Promise<{ alertId: string }> {
  return apiSend('POST', `${PATH}/undo`, { correctionId }, z.object({ alertId: z.string() }));
}

const Row = z.object({
  id: z.number(), kind: z.enum(CORRECTION_KINDS), alertIds: z.array(z.string()), detections: z.number(), entities: z.array(z.string()), madeByName: z.string(), madeAt: Instant,
  undoneByName: z.nullable(z.string()), undoneAt: z.nullable(Instant),
});
export type CorrectionView = z.infer<typeof Row>;

export async function fetchCorrections(id: string, signal?: AbortSignal): Promise<CorrectionView[]> {
  return (await apiGet(`/api/console/alerts/${encodeURIComponent(id)}/corrections`, z.object({ items: z.array(Row) }), signal)).items;
}

const Candidates = z.object({ items: z.array(z.object({ id: z.string(), score: z.number(), severity: z.enum(['low', 'medium', 'high', 'critical']), title: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }) })) });
export type Candidate = z.infer<typeof Candidates>['items'][number];

/** Alerts that are not closed, those whose title, id or scope holds `text`. */
export async function fetchCandidates(text: string, signal?: AbortSignal): Promise<Candidate[]> {
  const query = new URLSearchParams({ limit: '20', sort: '-updated', ...(text === '' ? {} : { text }) });
  for (const status of ['open', 'in_progress']) query.append('status', status);
  return (await apiGet(`/api/console/alerts?${query.toString()}`, Candidates, signal)).items;
}
