'use client';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import { cx } from '../ui/cx';
import { cellLook, cellWidth } from './cell-look';
import type { Column } from './column';

interface Props<Row> {
  row: Row;
  index: number;
  columns: readonly Column<Row>[];
  style: CSSProperties;
  active: boolean;
  open: boolean;
  selected: boolean | undefined;
  onActivate: () => void;
  onOpen: (() => void) | undefined;
  lead?: ReactNode;
}

/** Whether a click was meant for the row and not for a control in it or for selecting text. */
function isRowClick(event: MouseEvent): boolean {
  const onControl = event.target instanceof Element && event.target.closest('a,button,input,label,[role="menuitem"],[role="checkbox"]') !== null;
  return !onControl && window.getSelection()?.type !== 'Range';
}

/** One row of a data table. */
export function TableRow<Row>({ row, index, columns, style, active, open, selected, onActivate, onOpen, lead }: Props<Row>) {
  const surface = open || selected === true ? 'bg-surface-selected' : 'bg-surface group-hover/row:bg-surface-hover';
  return (
    <div role="row" aria-rowindex={index + 2} aria-selected={selected ?? (onOpen === undefined ? undefined : open)} data-index={index} tabIndex={active ? 0 : -1} style={style}
      onFocus={onActivate}
      onClick={(event) => { if (isRowClick(event)) { onActivate(); onOpen?.(); } }}
      className={cx('group/row focus-inset absolute inset-x-0 flex h-row border-b border-stroke-subtle', onOpen !== undefined && 'cursor-default')}>
      {columns.map((column, at) => (
        <div key={column.id} role="gridcell" aria-colindex={at + 1} style={cellWidth(column)}
          className={cx('flex items-center overflow-hidden', cellLook(column, at), surface, column.mono === true && 'font-mono text-sm')}>
          {at === 0 && open && <span aria-hidden className="absolute inset-y-0 left-0 w-0.5 bg-surface-accent-strong" />}
          {at === 0 && lead}
          <div className={cx('min-w-0 flex-1 truncate', column.align === 'end' && 'text-right')}>{column.cell(row)}</div>
        </div>
      ))}
    </div>
  );
}
