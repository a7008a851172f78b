import Link from 'next/link';
import type { ReactNode } from 'react';

export interface BarItem { key: string; label: string; value: number; href?: string; mark?: ReactNode }

/** Things by size, largest first as given; the bar only repeats what the number says. */
export function BarList({ items, label, locale }: { items: readonly BarItem[]; label: string; locale?: string }) {
  const max = Math.max(1, ...items.map((item) => item.value));
  return (
    <ul aria-label={label} className="flex flex-col">
      {items.map((item) => (
        <li key={item.key} className="relative flex h-7 items-center gap-2 px-2">
          <span aria-hidden className="absolute inset-y-0.5 left-0 rounded-sm bg-surface-pressed" style={{ width: `${(item.value / max) * 100}%` }} />
          <span className="relative flex min-w-0 flex-1 items-center gap-2">
            {item.mark}
            {item.href === undefined ? <span className="truncate">{item.label}</span> : <Link href={item.href} className="truncate underline-offset-2 hover:underline">{item.label}</Link>}
          </span>
          <span className="relative text-sm text-content-secondary tabular-nums">{item.value.toLocaleString(locale)}</span>
        </li>
      ))}
    </ul>
  );
}
