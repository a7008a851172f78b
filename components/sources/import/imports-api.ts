import * as z from 'zod/mini';
import { ApiError, apiGet, apiSend } from '../../shell/api';
import type { Part } from './cut-parts';

const FileImport = z.object({
  id: z.number(), sourceId: z.number(), sourceName: z.string(), name: z.string(), bytes: z.number(), position: z.number(),
  received: z.number(), stored: z.number(), rejected: z.number(), state: z.string(), updatedAt: z.string(),
});
export type FileImport = z.infer<typeof FileImport>;

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const PATH = '/api/console/sources/imports';
export const importsKey = ['sources', 'imports'] as const;

/** Where a file goes: a source that is there, or a new one. */
export type Destination = { sourceId: number } | { sourceName: string };

export const fetchImports = async (signal?: AbortSignal): Promise<FileImport[]> => (await apiGet(PATH, z.object({ items: z.array(FileImport) }), signal)).items;
export const startImport = (input: Destination & { name: string; bytes: number; head: string; tail: string }): Promise<FileImport> => apiSend('POST', PATH, input, FileImport);
export const endImport = (id: number, state: 'done' | 'cancelled'): Promise<FileImport> => apiSend('PATCH', `${PATH}/${id}`, { state }, FileImport);

/** One part, compressed where the browser can. A refusal that passes is thrown with the status that says so. */
export async function sendPart(id: number, { bytes, from, to }: Part, signal: AbortSignal): Promise<FileImport> {
  let response: Response;
  try {
    response = await fetch(`${PATH}/${id}/parts?from=${from}&to=${to}`, { method: 'POST', body: await packed(bytes), signal, credentials: 'same-origin', headers: { accept: 'application/json', 'content-type': 'application/octet-stream' } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError(0, 'network', 'The server cannot be reached.', { cause });
  }
  if (response.ok) return FileImport.parse(await response.json());
  const said = Refusal.safeParse(await response.json().catch(() => null));
  throw new ApiError(response.status, said.success ? said.data.error.code : 'internal', said.success ? said.data.error.message : response.statusText);
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer();
}
