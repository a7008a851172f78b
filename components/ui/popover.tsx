'use client';
import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

interface Props { trigger: ReactElement; label: string; align?: 'start' | 'center' | 'end'; open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode }

/** A small panel that belongs to its button. */
export function Popover({ trigger, label, align = 'start', open, onOpenChange, children }: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content aria-label={label} align={align} sideOffset={4} collisionPadding={8} className="z-40 max-w-[calc(100vw-16px)] rounded-md border border-stroke bg-surface-raised">
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
