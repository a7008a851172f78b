'use client';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, type ChangeEvent, type CompositionEvent } from 'react';
import { patchParams, type UrlPatch } from './url-params';

export interface PatchOptions {
  /** A step that the browser's Back undoes. */
  push?: boolean;
  /** For state that no server component reads: the URL changes at once, without asking the server. */
  shallow?: boolean;
}

/** Changes the URL's query; the screen follows from it. */
export function useUrlPatch(): (patch: UrlPatch, options?: PatchOptions) => void {
  const router = useRouter();
  const pathname = usePathname();
  return useCallback((patch, options) => {
    // What the address bar says now, not what was rendered last: two changes in one tick must both survive.
    const query = patchParams(new URLSearchParams(window.location.search), patch).toString();
    const href = query === '' ? pathname : `${pathname}?${query}`;
    if (options?.shallow === true) window.history[options.push === true ? 'pushState' : 'replaceState'](null, '', href);
    else if (options?.push === true) router.push(href, { scroll: false });
    else router.replace(href, { scroll: false });
  }, [router, pathname]);
}

/** One value of the URL. Setting the fallback removes it, so that the plain URL is the plain view. */
export function useUrlState(key: string, fallback?: undefined): [string | null, (value: string | null) => void];
export function useUrlState(key: string, fallback: string): [string, (value: string | null) => void];
export function useUrlState(key: string, fallback?: string): [string | null, (value: string | null) => void] {
  const params = useSearchParams();
  const patch = useUrlPatch();
  const set = useCallback((value: string | null) => patch({ [key]: value === fallback ? null : value }), [patch, key, fallback]);
  return [params.get(key) ?? fallback ?? null, set];
}

interface DraftProps {
  value: string;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  onCompositionStart: () => void;
  onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => void;
}

const DRAFT_DELAY_MS = 250;

/** Text that is typed here and committed a moment later; nothing is committed while an input method composes. */
export function useDraft(value: string, commit: (value: string) => void, delayMs = DRAFT_DELAY_MS): DraftProps & { flush: () => void; clear: () => void } {
  const [draft, setDraft] = useState(value);
  const [committed, setCommitted] = useState(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (committed !== value) {
    // Changed from outside (Back, a cleared filter): the truth wins over the draft.
    setCommitted(value);
    if (draft.trim() !== value) setDraft(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const settle = (text: string): void => {
    clearTimeout(timer.current);
    if (text.trim() !== value) commit(text.trim());
  };
  const later = (text: string): void => {
    setDraft(text);
    clearTimeout(timer.current);
    if (!composing.current) timer.current = setTimeout(() => settle(text), delayMs);
  };
  return {
    value: draft,
    onChange: (event) => later(event.currentTarget.value),
    onCompositionStart: () => { composing.current = true; clearTimeout(timer.current); },
    onCompositionEnd: (event) => { composing.current = false; later(event.currentTarget.value); },
    flush: () => settle(draft),
    clear: () => { setDraft(''); settle(''); },
  };
}
