import { useId, type ReactNode } from 'react';
import { cx } from '../ui/cx';

interface Props { title: ReactNode; count?: ReactNode; actions?: ReactNode; className?: string; bodyClassName?: string; children: ReactNode }

/** A part of the page: a name in small capitals, a line, what belongs to it. */
export function Panel({ title, count, actions, className, bodyClassName, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx('flex min-w-0 flex-col break-inside-avoid', className)}>
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-stroke-subtle pr-2 pl-5">
        <h2 id={id} className="label-caps">{title}</h2>
        {count !== undefined && <span className="text-sm text-content-tertiary tabular-nums">{count}</span>}
        <span className="flex-1" />
        {actions}
      </header>
      <div className={cx('min-h-0 min-w-0 flex-1', bodyClassName)}>{children}</div>
    </section>
  );
}
