import type { ReactNode } from 'react';

/** News that waits to be shown: nothing moves until it is pressed. */
export function Pill({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="inline-flex h-6 items-center gap-1.5 rounded-full border border-stroke-accent bg-surface-accent px-2.5 text-sm font-medium text-content-accent hover:bg-surface-hover">
      <span aria-hidden className="size-1.5 rounded-full bg-surface-accent-strong" />
      {children}
    </button>
  );
}
