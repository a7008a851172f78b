'use client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useAppearance } from '../shell/appearance';
import { Checkbox } from '../ui/checkbox';
import { cx } from '../ui/cx';
import { EmptyState } from '../ui/empty-state';
import { SkeletonRows } from '../ui/skeleton';
import { tableWidth } from './cell-look';
import type { Column, Sort } from './column';
import { TableHead } from './table-head';
import { useTableModel } from './table-model';
import { TableRow } from './table-row';
import { useRowKeys } from './use-row-keys';
import { useRowSelection } from './use-row-selection';

export interface DataTableProps<Row extends object> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Give a stable function (module scope or useCallback). */
  rowId: (row: Row) => string;
  /** Accessible name of the list. */
  label: string;
  /** Nothing has arrived yet: skeletons on the same grid. */
  loading?: boolean;
  /** New rows are on the way: the old ones stay. */
  fetching?: boolean;
  failed?: boolean;
  empty?: ReactNode;
  openId?: string | null;
  onOpen?: (id: string | null) => void;
  selected?: ReadonlySet<string>;
  onSelectedChange?: (selected: ReadonlySet<string>) => void;
  sort?: Sort;
  onSortChange?: (sort: Sort) => void;
  /** Called when the last rows come into sight. */
  onEndReached?: () => void;
  footer?: ReactNode;
  className?: string;
}

const ROW_HEIGHT = { compact: 32, comfortable: 44 } as const;
/** What the server assumes of the window, so that the first view arrives with rows in it. */
const FIRST_RECT = { width: 1280, height: 960 };
const END_DISTANCE = 10;

/** A list of rows: virtual, keyboard first, header and first column in place. Fills its (flex) parent and scrolls inside. */
export function DataTable<Row extends object>({ columns, rows, rowId, label, loading = false, fetching = false, failed = false, empty, openId = null, onOpen, selected, onSelectedChange, sort, onSortChange, onEndReached, footer, className }: DataTableProps<Row>) {
  const t = useTranslations('table');
  const rowHeight = ROW_HEIGHT[useAppearance().density];
  const scroller = useRef<HTMLDivElement>(null);
  const model = useTableModel(columns, rows, rowId);
  const ids = useMemo(() => model.map((row) => row.id), [model]);
  const [activeId, setActiveId] = useState<string | null>(openId);
  const wantsFocus = useRef(false);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here only, never handed to memoised parts
  const virtualizer = useVirtualizer({ count: model.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 12, initialRect: FIRST_RECT, getItemKey: (index) => ids[index] ?? index, scrollPaddingStart: rowHeight, scrollPaddingEnd: rowHeight });
  const items = virtualizer.getVirtualItems();
  const selection = useRowSelection(ids, selected, onSelectedChange);
  const selectable = onSelectedChange !== undefined;

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useRowKeys(scroller, {
    ids, activeId, openId,
    move: (id) => {
      wantsFocus.current = true;
      setActiveId(id);
      virtualizer.scrollToIndex(ids.indexOf(id));
    },
    open: (id) => onOpen?.(id),
    ...(selectable ? { toggle: selection.toggle } : {}),
  });
  useEffect(() => {
    // The row to focus may come into being only after the scroll, a render or two later.
    if (!wantsFocus.current || activeId === null) return;
    const element = scroller.current?.querySelector<HTMLElement>(`[data-index="${ids.indexOf(activeId)}"]`);
    if (element === null || element === undefined) return;
    wantsFocus.current = false;
    element.focus({ preventScroll: true });
  });
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (model.length > 0 && lastIndex >= model.length - END_DISTANCE) onEndReached?.();
  }, [lastIndex, model.length, onEndReached]);

  const focusableId = activeId !== null && ids.includes(activeId) ? activeId : ids[0];
  const lead = selectable ? <Checkbox aria-label={t('selectAll')} checked={selection.all} onCheckedChange={selection.toggleAll} /> : undefined;
  return (
    <div className={cx('relative flex min-h-0 min-w-0 flex-1 flex-col', className)}>
      {fetching && <div aria-hidden className="absolute inset-x-0 top-0 z-30 h-px animate-pulse bg-surface-accent-strong" />}
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto">
        <div role="grid" aria-label={label} aria-busy={loading || fetching} aria-rowcount={model.length + 1} aria-colcount={columns.length} aria-multiselectable={selectable || undefined} style={{ minWidth: tableWidth(columns) }}>
          <TableHead columns={columns} sort={sort} onSortChange={onSortChange} lead={lead} />
          <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = model[item.index];
              if (row === undefined) return null;
              const isSelected = selectable ? selected?.has(row.id) === true : undefined;
              return (
                <TableRow key={row.id} row={row.original} index={item.index} columns={columns} style={{ top: item.start }} active={row.id === focusableId} open={row.id === openId} selected={isSelected}
                  onActivate={() => setActiveId(row.id)} onOpen={onOpen === undefined ? undefined : () => onOpen(row.id)}
                  lead={selectable ? <Checkbox aria-label={t('selectRow')} tabIndex={-1} checked={isSelected === true} onCheckedChange={() => selection.toggle(row.id)} /> : undefined} />
              );
            })}
          </div>
        </div>
        <TableInstead show={model.length === 0} loading={loading} failed={failed} empty={empty} />
      </div>
      {footer}
    </div>
  );
}

function TableInstead({ show, loading, failed, empty }: { show: boolean; loading: boolean; failed: boolean; empty: ReactNode }) {
  if (!show) return null;
  if (loading) return <SkeletonRows rows={12} />;
  if (failed) return <EmptyState kind="failed" />;
  return empty ?? <EmptyState kind="no-match" />;
}
