'use client';
import { columnSizingFeature, createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column } from './column';

const features = tableFeatures({ columnSizingFeature });

/** Rows by identity and columns by size, as the table library models them. Order and filter are the server's: the model does neither. */
export function useTableModel<Row extends object>(columns: readonly Column<Row>[], rows: readonly Row[], rowId: (row: Row) => string) {
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(columns.map((column) => helper.display({ id: column.id, header: column.header, size: column.width, minSize: column.width, cell: ({ row }) => column.cell(row.original) })));
  }, [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: definitions, data, getRowId: rowId });
  return table.getRowModel().rows;
}
