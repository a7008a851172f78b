'use client';
import { useCallback, useRef, useState } from 'react';
import type { PreviewSlice } from '@/lib/exceptions/model';
import type { Draft } from './draft';
import { fetchPreview } from './exceptions-api';

export interface Preview extends Omit<PreviewSlice, 'cursor'> { state: 'running' | 'done' | 'stopped' | 'failed'; of: string; error?: unknown }

const EXAMPLES = 5;

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [name, count] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

/** Slices add up. */
export function addSlice(sum: Preview, slice: PreviewSlice): Preview {
  const absent = [...sum.absent];
  for (const each of slice.absent) {
    const at = absent.findIndex(({ property, sourceId }) => property === each.property && sourceId === each.sourceId), known = absent[at];
    if (known === undefined) absent.push(each); else absent[at] = { ...known, count: known.count + each.count };
  }
  return {
    ...sum, looked: sum.looked + slice.looked, muted: sum.muted + slice.muted, partly: sum.partly + slice.partly, highOrCritical: sum.highOrCritical + slice.highOrCritical,
    rules: added(sum.rules, slice.rules), endpoints: added(sum.endpoints, slice.endpoints), accounts: added(sum.accounts, slice.accounts), absent,
    truePositiveAlerts: [...new Set([...sum.truePositiveAlerts, ...slice.truePositiveAlerts])], openAlerts: [...new Set([...sum.openAlerts, ...slice.openAlerts])], examples: [...sum.examples, ...slice.examples].slice(0, EXAMPLES), done: slice.done,
  };
}

const EMPTY: Omit<Preview, 'of'> = { state: 'running', looked: 0, muted: 0, partly: 0, rules: {}, endpoints: {}, accounts: {}, highOrCritical: 0, truePositiveAlerts: [], openAlerts: [], absent: [], examples: [], done: 0 };

/** Names a draft, so that a preview knows whose it is. */
export const draftKey = (draft: Draft): string => JSON.stringify(draft);

/** Runs a preview slice by slice; starting another or stopping ends the one before. */
export function usePreview(): { preview: Preview | null; run: (draft: Draft) => Promise<void>; stop: () => void } {
  const [preview, setPreview] = useState<Preview | null>(null);
  const run$ = useRef(0);
  const stop = useCallback(() => {
    run$.current += 1;
    setPreview((before) => (before?.state === 'running' ? { ...before, state: 'stopped' } : before));
  }, []);
  const run = useCallback(async (draft: Draft): Promise<void> => {
    run$.current += 1;
    const mine = run$.current, until = new Date().toISOString();
    let sum: Preview = { ...EMPTY, of: draftKey(draft) };
    setPreview(sum);
    try {
      let cursor: string | undefined;
      do {
        const slice = await fetchPreview(draft, until, cursor);
        if (run$.current !== mine) return;
        ({ cursor } = slice);
        sum = addSlice(sum, slice);
        setPreview(sum);
      } while (cursor !== undefined);
      setPreview({ ...sum, state: 'done', done: 1 });
    } catch (error) {
      if (run$.current === mine) setPreview({ ...sum, state: 'failed', error });
    }
  }, []);
  return { preview, run, stop };
}
