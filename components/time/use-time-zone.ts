'use client';
import { useSyncExternalStore } from 'react';
import { useNow as useServerNow, useTimeZone as useProvidedZone } from 'use-intl';

/** The zone that every time on the screen is shown in. */
export function useTimeZone(): string {
  return useProvidedZone() ?? 'UTC';
}

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tickedAt = 0;

function subscribe(listener: () => void): () => void {
  // One clock for all relative times of the page.
  listeners.add(listener);
  if (timer === undefined) {
    tickedAt = Date.now();
    timer = setInterval(() => {
      tickedAt = Date.now();
      for (const each of listeners) each();
    }, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Now in ms: the server's for the first paint (so that both agree), then the page's own, every 15 s. */
export function useNow(): number {
  const provided = useServerNow().getTime();
  return useSyncExternalStore(subscribe, () => (tickedAt === 0 ? provided : tickedAt), () => provided);
}
