'use client';
import { useSearchParams } from 'next/navigation';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { useUrlPatch } from '../filter/use-url-state';
import { NOTHING, readPick, resolveSelection, writePick, type Picked, type Selection } from './selection';

interface Selecting { selection: Selection; select: (pick: Picked | null) => void }

const SelectionContext = createContext<Selecting>({ selection: NOTHING, select: () => undefined });

/** One selection for the whole page, in the URL as `?sel=`: steps, graph, timeline and tables all read and write it. */
export function SelectionProvider({ content, children }: { content: AlertContent; children: ReactNode }) {
  const text = useSearchParams().get('sel');
  const patch = useUrlPatch();
  const selection = useMemo(() => resolveSelection(readPick(text), content), [text, content]);
  const select = useCallback((pick: Picked | null) => patch({ sel: pick === null ? null : writePick(pick) }, { shallow: true }), [patch]);
  const value = useMemo(() => ({ selection, select }), [selection, select]);
  return <SelectionContext value={value}>{children}</SelectionContext>;
}

export function useSelection(): Selecting {
  return useContext(SelectionContext);
}
