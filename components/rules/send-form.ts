import { ApiError } from '../shell/api';
import { announceExpiredSession } from '../shell/session-events';

interface Schema<T> { parse: (value: unknown) => T }

interface Refusal { error?: { code?: unknown; message?: unknown } }

function refusalOf(payload: unknown): { code: string; message: string } | null {
  const { code, message } = (typeof payload === 'object' && payload !== null ? (payload as Refusal).error : undefined) ?? {};
  return typeof code === 'string' && typeof message === 'string' ? { code, message } : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** Sends a form with files and tells how much has gone out, which fetch cannot. Refusals come as of the rest of the console's API. */
export function sendForm<T>(path: string, form: FormData, schema: Schema<T>, onSent: (sent: number, total: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('accept', 'application/json');
    request.upload.addEventListener('progress', (event) => onSent(event.loaded, event.total));
    request.addEventListener('error', () => reject(new ApiError(0, 'network', 'The server cannot be reached.')));
    request.addEventListener('load', () => {
      if (request.status === 401) announceExpiredSession();
      const payload = readJson(request.responseText);
      try {
        if (request.status >= 200 && request.status < 300) resolve(schema.parse(payload));
        else {
          const refusal = refusalOf(payload);
          reject(new ApiError(request.status, refusal?.code ?? 'internal', refusal?.message ?? request.statusText));
        }
      } catch (thrown) {
        reject(thrown instanceof Error ? thrown : new Error('The answer is not what was expected.', { cause: thrown }));
      }
    });
    request.send(form);
  });
}
