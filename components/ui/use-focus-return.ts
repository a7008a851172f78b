'use client';
import { useRef } from 'react';

/** For layers that open without a trigger of their own: remembers who had the focus and gives it back. */
export function useFocusReturn(): { remember: () => void; giveBack: (event: Event) => void } {
  const before = useRef<Element | null>(null);
  return {
    remember: () => { before.current = document.activeElement; },
    giveBack: (event) => {
      event.preventDefault();
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus({ preventScroll: true });
    },
  };
}
