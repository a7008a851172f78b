import * as z from 'zod/mini';
import { apiGet, apiSend } from '../shell/api';

const Reject = z.object({
  receivedAt: z.string(), chunk: z.string(), index: z.number(), reason: z.string(), bytes: z.number(), excerpt: z.string(), replayedAt: z.nullable(z.string()),
});
export type Reject = z.infer<typeof Reject>;

const Page = z.object({ items: z.array(Reject), open: z.number(), next: z.nullable(z.string()) });
export type RejectPage = z.infer<typeof Page>;

const Original = z.object({ reason: z.string(), receivedAt: z.string(), bytes: z.number(), text: z.string(), utf8: z.boolean(), hex: z.string(), cut: z.boolean() });
export type Original = z.infer<typeof Original>;

const Step = z.object({ tried: z.number(), stored: z.number(), next: z.nullable(z.string()) });
export type ReplayStep = z.infer<typeof Step>;

const path = (sourceId: number): string => `/api/console/sources/${sourceId}/rejects`;

export const rejectsKey = (sourceId: number): readonly unknown[] => ['sources', sourceId, 'rejects'];
/** A reject's place, as the URL holds it while its panel is open. */
export const rejectId = ({ chunk, index }: Reject): string => `${chunk}.${index}`;

export const fetchRejects = (sourceId: number, cursor: string | null, signal?: AbortSignal): Promise<RejectPage> =>
  apiGet(`${path(sourceId)}${cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`}`, Page, signal);

export function fetchOriginal(sourceId: number, id: string, signal?: AbortSignal): Promise<Original> {
  const [chunk = '', index = ''] = id.split('.');
  return apiGet(`${path(sourceId)}/${encodeURIComponent(chunk)}/${encodeURIComponent(index)}`, Original, signal);
}

export const replayStep = (sourceId: number, after: string | null): Promise<ReplayStep> => apiSend('POST', `${path(sourceId)}/replay`, { after }, Step);
