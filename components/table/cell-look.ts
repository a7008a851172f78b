import type { CSSProperties } from 'react';
import { cx } from '../ui/cx';
import type { Column } from './column';

type Shape = Pick<Column<never>, 'width' | 'grow' | 'align'>;

export function cellWidth({ width, grow }: Shape): CSSProperties {
  return { flex: `${grow === true ? 1 : 0} 0 ${width}px`, minWidth: width, maxWidth: grow === true ? undefined : width };
}

/** Padding, side and stickiness that a column's header and cells share. */
export function cellLook({ align }: Shape, index: number): string {
  return cx('min-w-0 gap-2', index === 0 ? 'sticky left-0 z-10 border-r border-stroke-subtle pr-3 pl-5' : 'px-3', align === 'end' && 'justify-end text-right');
}

export function tableWidth(columns: readonly Shape[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0);
}
