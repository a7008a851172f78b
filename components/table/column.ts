import type { ReactNode } from 'react';

/** One column of a data table. The first one sticks while the rest scrolls sideways. */
export interface Column<Row> {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Width in px; a column that grows takes what is left, never less than this. */
  width: number;
  grow?: boolean;
  align?: 'start' | 'end';
  mono?: boolean;
  sortable?: boolean;
  /** The name stays for screen readers only, e.g. over a column of actions. */
  hideHeader?: boolean;
}

export interface Sort { id: string; desc: boolean }
