import 'server-only';
import { z } from 'zod';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { readForm } from '../platform/read-form';
import { readJson } from '../platform/read-json';
import type { ImportSource } from './import-source';
import { IMPORT_LIMITS } from './limits';

const FORM_BYTES = 4 * 1024 * 1024;
const folderBody = z.looseObject({ path: z.string().max(1_000) });

/**
 * What an import request brings: a form with `file` (a zip) and `options` (JSON), or JSON with `path` (a folder on the server's disk) and the options beside it.
 */
export async function readImportRequest(request: Request): Promise<{ source: ImportSource; options: unknown }> {
  if ((request.headers.get('content-type') ?? '').startsWith('application/json')) {
    const { path, ...options } = parseInput(folderBody, await readJson(request, FORM_BYTES));
    return { source: { kind: 'folder', path }, options };
  }
  const form = await readForm(request, IMPORT_LIMITS.zipBytesMax + FORM_BYTES);
  const file = form.get('file'), options = form.get('options');
  if (!(file instanceof Blob)) throw new AppError('bad_request', 'The form has no file.', { fields: { file: 'required' } });
  if (typeof options !== 'string') throw new AppError('bad_request', 'The form has no options.', { fields: { options: 'required' } });
  let parsed: unknown;
  try { parsed = JSON.parse(options); } catch (cause) {
    throw new AppError('bad_request', 'The options are not valid JSON.', { cause, fields: { options: 'must be JSON' } });
  }
  return { source: { kind: 'zip', bytes: new Uint8Array(await file.arrayBuffer()) }, options: parsed };
}
