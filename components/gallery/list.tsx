'use client';
import { useState } from 'react';
import { FacetRail } from '../filter/facet-rail';
import { FilterChips } from '../filter/filter-chips';
import { SearchBox } from '../filter/search-box';
import { TimeRange } from '../filter/time-range';
import type { Column } from '../table/column';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { useSort } from '../table/use-sort';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { LEVELS, type Level } from '../ui/severity';
import { SeverityBadge } from '../ui/severity-badge';

interface Sample { id: string; level: Level; score: number; what: string; impact: string; at: number }

const START = Date.UTC(2026, 0, 12);
const SAMPLES: readonly Sample[] = Array.from({ length: 500 }, (_, index) => ({
  id: `WB-1-20260112-${String(index + 1).padStart(5, '0')}`,
  level: LEVELS[index % LEVELS.length] ?? 'info',
  score: 95 - ((index * 7) % 90),
  what: index % 3 === 0 ? `PsExec from PC-${String(400 + index)} to three machines, ${index + 2} minutes after a download, as tanaka and then as adm-it` : `不審な PowerShell が PC-${String(400 + index)} で実行されました`,
  impact: `${(index % 4) + 1} endpoints`,
  at: START - index * 3_600_000,
}));

const COLUMNS: readonly Column<Sample>[] = [
  { id: 'id', header: 'Alert ID', width: 220, mono: true, cell: (row) => row.id },
  { id: 'score', header: 'Score', width: 120, sortable: true, cell: (row) => <SeverityBadge level={row.level} score={row.score} /> },
  { id: 'what', header: 'What happened', width: 280, grow: true, cell: (row) => row.what },
  { id: 'impact', header: 'Impact', width: 110, cell: (row) => <span className="text-content-secondary">{row.impact}</span> },
  { id: 'status', header: 'Status', width: 90, cell: () => <Badge intent="accent">Open</Badge> },
  { id: 'age', header: 'Age', width: 110, align: 'end', sortable: true, cell: (row) => <Time at={row.at} className="text-content-secondary" /> },
];
const rowId = (row: Sample): string => row.id;
const FACETS = [
  { key: 'risk', label: 'Risk level', values: LEVELS.map((level, index) => ({ value: level, count: 400 - index * 70 })) },
  { key: 'endpoint', label: 'Endpoint', leftOut: 780, values: Array.from({ length: 9 }, (_, index) => ({ value: `PC-0${400 + index}`, count: 90 - index * 9 })) },
];

/** A list screen from parts, at the size of half a window. */
export function SampleList() {
  const { openId, open } = useOpenRow();
  const { sort, setSort } = useSort({ id: 'score', desc: true });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <div className="flex h-120 flex-col border-y border-stroke">
      <div className="gutter flex min-h-bar flex-wrap items-center gap-2 border-b border-stroke py-1">
        <SearchBox label="Search" className="w-56" />
        <TimeRange />
        <FilterChips keys={[{ key: 'risk', label: 'Risk' }, { key: 'endpoint', label: 'Endpoint' }]} />
      </div>
      <div className="flex min-h-0 flex-1">
        <FacetRail facets={FACETS} />
        <DataTable label="Sample alerts" columns={COLUMNS} rows={SAMPLES} rowId={rowId} openId={openId} onOpen={open} selected={selected} onSelectedChange={setSelected} sort={sort} onSortChange={setSort}
          footer={<StatusBar shown={SAMPLES.length} total={1200} approximate updatedAt={START} onRefresh={() => undefined} />} />
      </div>
    </div>
  );
}
