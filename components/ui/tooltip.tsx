'use client';
import { Tooltip as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface Props { content: ReactNode; side?: 'top' | 'right' | 'bottom' | 'left'; children: ReactElement }

/** A short explanation on hover and on focus. The child must take a ref and pointer handlers. */
export function Tooltip({ content, side = 'top', children }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content side={side} sideOffset={4} collisionPadding={8}
          className="z-50 max-w-80 rounded-sm border border-stroke bg-surface-inverse px-2 py-1 text-sm text-content-inverse">
          {content}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Mounted once at the root. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={300} skipDelayDuration={200}>{children}</Radix.Provider>;
}
