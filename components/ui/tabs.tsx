'use client';
import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface TabItem<V extends string> { value: V; label: string; count?: number }

interface Props<V extends string> { value: V; onValueChange: (value: V) => void; items: readonly TabItem<V>[]; label: string; children: ReactNode; className?: string }

/** Views of one thing; the chosen one belongs in the URL. */
export function Tabs<V extends string>({ value, onValueChange, items, label, children, className }: Props<V>) {
  const choose = (next: string): void => {
    const item = items.find((candidate) => candidate.value === next);
    if (item !== undefined) onValueChange(item.value);
  };
  return (
    <Radix.Root value={value} onValueChange={choose} className={className}>
      <Radix.List aria-label={label} className="gutter flex h-bar items-stretch gap-5 overflow-x-auto border-b border-stroke">
        {items.map((item) => (
          <Radix.Trigger key={item.value} value={item.value} className="focus-inset inline-flex items-center gap-1.5 border-b border-transparent whitespace-nowrap text-content-secondary hover:text-content data-[state=active]:border-stroke-accent data-[state=active]:text-content">
            {item.label}
            {item.count !== undefined && <span className="text-sm text-content-tertiary tabular-nums">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  return <Radix.Content value={value} className={className}>{children}</Radix.Content>;
}
