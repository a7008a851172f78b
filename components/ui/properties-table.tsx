import type { ReactNode } from 'react';
import { CopyButton } from './copy-button';
import { cx } from './cx';

export interface PropertyRow { key: string; label: ReactNode; value: ReactNode; copy?: string; mono?: boolean }

/** What a thing is, as label and value; the top of a detail page and the body of a panel. */
export function PropertiesTable({ rows, columns = 1, className }: { rows: readonly PropertyRow[]; columns?: 1 | 2; className?: string }) {
  return (
    <dl className={cx('grid overflow-hidden rounded-md border border-stroke', columns === 2 ? 'md:grid-cols-2' : 'grid-cols-1', className)}>
      {rows.map((row) => (
        <div key={row.key} className="-mb-px flex min-h-row min-w-0 items-start border-b border-stroke-subtle">
          <dt className="w-36 shrink-0 px-3 py-1.5 text-sm leading-5 text-content-tertiary">{row.label}</dt>
          <dd className={cx('flex min-w-0 flex-1 items-start gap-1 px-1 py-1.5 leading-5 text-content', row.mono === true && 'font-mono text-sm')}>
            <div className={cx('min-w-0 flex-1 break-words', row.mono === true && 'break-all')}>{row.value}</div>
            {row.copy !== undefined && <CopyButton value={row.copy} className="-my-0.5" />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
