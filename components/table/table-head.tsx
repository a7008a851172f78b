'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from '../ui/cx';
import { cellLook, cellWidth } from './cell-look';
import type { Column, Sort } from './column';

interface Props<Row> {
  columns: readonly Column<Row>[];
  sort?: Sort;
  onSortChange?: (sort: Sort) => void;
  /** The box that selects all rows shown. */
  lead?: ReactNode;
}

/** The header row; it stays while the list scrolls. */
export function TableHead<Row>({ columns, sort, onSortChange, lead }: Props<Row>) {
  const t = useTranslations('table');
  return (
    <div role="rowgroup" className="sticky top-0 z-20">
      <div role="row" aria-rowindex={1} className="flex h-8 border-b border-stroke bg-surface-sunken">
        {columns.map((column, index) => {
          const sorted = sort?.id === column.id ? (sort.desc ? 'descending' : 'ascending') : undefined;
          const canSort = column.sortable === true && onSortChange !== undefined;
          const name = <span className={cx('truncate', column.hideHeader === true && 'sr-only')}>{column.header}</span>;
          return (
            <div key={column.id} role="columnheader" aria-colindex={index + 1} aria-sort={sorted} style={cellWidth(column)}
              className={cx('label-caps flex items-center', cellLook(column, index), 'bg-surface-sunken')}>
              {index === 0 && lead}
              {canSort ? (
                <button type="button" title={t('sortBy', { column: column.header })} onClick={() => onSortChange({ id: column.id, desc: sorted === undefined ? true : sorted === 'ascending' })}
                  className={cx('focus-inset -mx-1 inline-flex h-6 min-w-0 items-center gap-1 rounded-sm px-1 uppercase hover:text-content', sorted !== undefined && 'text-content')}>
                  {name}
                  {sorted === 'descending' && <ArrowDown aria-hidden size={12} className="shrink-0" />}
                  {sorted === 'ascending' && <ArrowUp aria-hidden size={12} className="shrink-0" />}
                </button>
              ) : name}
            </div>
          );
        })}
      </div>
    </div>
  );
}
