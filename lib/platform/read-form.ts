import { AppError } from './errors';

/** A form with files, read no further than the limit whatever its length header says. */
export async function readForm(request: Request, bodyBytesMax: number): Promise<FormData> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) throw new AppError('unsupported', 'The body must be multipart/form-data.');
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.byteLength;
    if (bytes > bodyBytesMax) throw new AppError('too_large', `The body is larger than ${bodyBytesMax} bytes.`);
    parts.push(part);
  }
  try {
    return await new Response(new Blob(parts as BlobPart[]), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new AppError('bad_request', 'The body is not a valid form.', { cause });
  }
}
