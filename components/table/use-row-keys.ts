'use client';
import { useEffect, useRef } from 'react';

interface RowKeys {
  ids: readonly string[];
  activeId: string | null;
  openId: string | null;
  move: (id: string) => void;
  open: (id: string) => void;
  toggle?: (id: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity };
const TYPING = 'input,textarea,select,[contenteditable="true"],[role="combobox"]';
const LAYERS = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]';

/** Whether a key press is meant for the list: nothing is being typed, no layer is open, no modifier is held. */
function isForList(event: KeyboardEvent, grid: HTMLElement): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest(TYPING) !== null || target.closest(LAYERS) !== null) return false;
  if (grid.contains(target)) return true;
  // Letters reach the list from anywhere on the page; arrows and Enter belong to what has the focus.
  return target === document.body || event.key === 'j' || event.key === 'k';
}

/** j k ↑ ↓ Enter x on a list. With a panel open, moving opens the row moved to. */
export function useRowKeys(grid: { current: HTMLElement | null }, keys: RowKeys): void {
  const latest = useRef(keys);
  useEffect(() => { latest.current = keys; });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { ids, activeId, openId, move, open, toggle } = latest.current;
      if (grid.current === null || ids.length === 0 || !isForList(event, grid.current)) return;
      const at = activeId === null ? -1 : ids.indexOf(activeId);
      const step = STEPS[event.key];
      const insideControl = event.target instanceof Element && event.target.closest('a,button') !== null;
      if (step !== undefined) {
        const next = ids[Math.min(ids.length - 1, Math.max(0, at + step))];
        if (next === undefined) return;
        event.preventDefault();
        move(next);
        if (openId !== null) open(next);
      } else if (activeId !== null && event.key === 'Enter' && !insideControl) {
        event.preventDefault();
        open(activeId);
      } else if (activeId !== null && event.key === 'x' && toggle !== undefined) {
        event.preventDefault();
        toggle(activeId);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [grid]);
}
