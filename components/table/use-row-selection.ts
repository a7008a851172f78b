'use client';
import { useCallback } from 'react';

interface RowSelection { all: boolean | 'mixed'; toggleAll: (checked: boolean) => void; toggle: (id: string) => void }

/** Ticking rows; rows that are not shown keep their tick. */
export function useRowSelection(ids: readonly string[], selected: ReadonlySet<string> | undefined, onChange: ((selected: ReadonlySet<string>) => void) | undefined): RowSelection {
  const shown = selected === undefined ? 0 : ids.reduce((sum, id) => sum + (selected.has(id) ? 1 : 0), 0);
  const toggleAll = useCallback((checked: boolean) => {
    const next = new Set(selected);
    for (const id of ids) {
      if (checked) next.add(id);
      else next.delete(id);
    }
    onChange?.(next);
  }, [ids, selected, onChange]);
  const toggle = useCallback((id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onChange?.(next);
  }, [selected, onChange]);
  return { all: shown === 0 ? false : shown === ids.length ? true : 'mixed', toggleAll, toggle };
}
