'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ExportFormat } from '@/lib/searches/model';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { announceExpiredSession } from '../shell/session-events';
import { useToast } from '../ui/toast';
import { rowCounter } from './row-counter';

interface Running { rows: number; format: ExportFormat }

/** The answer's body, piece by piece; a refusal is thrown as what it is. */
async function* piecesOf(path: string, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>, string> {
  const response = await fetch(path, { signal, credentials: 'same-origin' });
  if (response.status === 401) announceExpiredSession();
  if (!response.ok || response.body === null) throw new ApiError(response.status, response.status === 503 ? 'busy' : response.status === 401 ? 'unauthenticated' : response.status === 403 ? 'forbidden' : response.status === 400 ? 'bad_request' : 'internal', response.statusText);
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  return /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'search';
}

function hand(parts: readonly Uint8Array<ArrayBuffer>[], name: string): void {
  const url = URL.createObjectURL(new Blob([...parts])), link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** One export at a time. Only a file that arrived whole is handed over: one that broke off would be taken for all there is. */
export function useExport(): { running: Running | null; start: (path: string, format: ExportFormat) => void; cancel: () => void } {
  const t = useTranslations('search.export'), toast = useToast(), reason = useReason();
  const [running, setRunning] = useState<Running | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const run = useCallback(async (path: string, format: ExportFormat, controller: AbortController): Promise<void> => {
    setRunning({ rows: 0, format });
    const parts: Uint8Array<ArrayBuffer>[] = [], count = rowCounter(format), pieces = piecesOf(path, controller.signal);
    let rows = 0;
    try {
      let piece = await pieces.next();
      for (; piece.done !== true; piece = await pieces.next()) {
        parts.push(piece.value);
        rows = count(piece.value);
        setRunning({ rows, format });
      }
      hand(parts, piece.value);
      toast({ intent: 'positive', title: t('done', { count: rows }) });
    } catch (thrown) {
      toast(controller.signal.aborted ? { title: t('cancelled') } : { intent: 'negative', title: t('failed'), body: thrown instanceof ApiError ? reason(thrown) : t('brokeOff') });
    } finally {
      setRunning(null);
    }
  }, [t, toast, reason]);
  const start = useCallback((path: string, format: ExportFormat) => {
    abort.current?.abort();
    abort.current = new AbortController();
    void run(path, format, abort.current);
  }, [run]);
  return { running, start, cancel: useCallback(() => abort.current?.abort(), []) };
}
