'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../../settings/use-reason';
import { PartTooLarge } from './cut-parts';
import { importsKey, type Destination, type FileImport } from './imports-api';
import { sendFile } from './send-file';

export interface QueuedFile { key: string; file: File; state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed' | 'already'; sentBytes: number; row: FileImport | null; reason?: string }

export interface ImportQueue { files: readonly QueuedFile[]; busy: boolean; add: (files: readonly File[], destination: Destination) => void; cancel: (key: string) => void; resume: (key: string) => void; clear: () => void }

interface Job { file: File; destination: Destination; abort: AbortController }

/** Files that wait and are sent one after another; each can be stopped and taken up again. */
export function useImportQueue(): ImportQueue {
  const [files, setFiles] = useState<readonly QueuedFile[]>([]);
  const jobs = useRef(new Map<string, Job>());
  const chain = useRef<Promise<void>>(Promise.resolve());
  const number = useRef(0);
  const run = useRunner(jobs, setFiles);
  const enqueue = useCallback((key: string) => { chain.current = chain.current.then(() => run(key)); }, [run]);
  const add = useCallback((chosen: readonly File[], destination: Destination) => {
    for (const file of chosen) {
      const key = String(number.current++);
      jobs.current.set(key, { file, destination, abort: new AbortController() });
      setFiles((before) => [...before, { key, file, state: 'waiting', sentBytes: 0, row: null }]);
      enqueue(key);
    }
  }, [enqueue]);
  const cancel = useCallback((key: string) => jobs.current.get(key)?.abort.abort(), []);
  const resume = useCallback((key: string) => {
    const job = jobs.current.get(key);
    if (!job) return;
    jobs.current.set(key, { ...job, abort: new AbortController() });
    setFiles((before) => before.map((file) => (file.key === key ? { ...file, state: 'waiting', sentBytes: 0 } : file)));
    enqueue(key);
  }, [enqueue]);
  const clear = useCallback(() => setFiles((before) => before.filter(({ state }) => state === 'waiting' || state === 'running')), []);
  const busy = files.some(({ state }) => state === 'waiting' || state === 'running');
  useAskBeforeLeaving(busy);
  return { files, busy, add, cancel, resume, clear };
}

function useRunner(jobs: { readonly current: Map<string, Job> }, setFiles: (update: (before: readonly QueuedFile[]) => readonly QueuedFile[]) => void): (key: string) => Promise<void> {
  const t = useTranslations('imports');
  const reasonOf = useReason(), queries = useQueryClient();
  return useCallback(async (key) => {
    const job = jobs.current.get(key);
    if (!job) return;
    const set = (change: Partial<QueuedFile>): void => setFiles((before) => before.map((file) => (file.key === key ? { ...file, ...change } : file)));
    const { file, destination, abort: { signal } } = job;
    if (signal.aborted) return set({ state: 'cancelled' });
    let began = false;
    try {
      const row = await sendFile(file, { destination, signal, onProgress: (progress) => { began = true; set({ state: 'running', ...progress }); } });
      set({ state: row.state === 'cancelled' ? 'cancelled' : began ? 'done' : 'already', row });
    } catch (thrown) {
      set({ state: 'failed', reason: thrown instanceof PartTooLarge ? t('noLineFound', { bytes: thrown.bytesMax }) : reasonOf(thrown) });
    }
    await queries.invalidateQueries({ queryKey: importsKey });
  }, [jobs, setFiles, t, reasonOf, queries]);
}

function useAskBeforeLeaving(busy: boolean): void {
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [busy]);
}
