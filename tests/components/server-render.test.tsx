import { describe, expect, it } from 'vitest';
import { Histogram } from '@/components/charts/histogram';
import { layoutBars, niceMax } from '@/components/charts/histogram-geometry';
import type { Column } from '@/components/table/column';
import { DataTable } from '@/components/table/data-table';
import { Time } from '@/components/time/time';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { MiddleTruncate } from '@/components/ui/middle-truncate';
import { LEVELS, SEVERITY_GLYPHS } from '@/components/ui/severity';
import { SeverityBadge } from '@/components/ui/severity-badge';
import { RENDER_NOW, renderPart } from './render-support';

interface Row { id: string; name: string }
const COLUMNS: readonly Column<Row>[] = [{ id: 'name', header: 'Name', width: 200, cell: (row) => row.name, sortable: true }];
const rowId = (row: Row): string => row.id;
const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: `id-${index}`, name: `name ${index}.` }));
const LABELS = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low', info: 'Info' };

describe('severity', () => {
  it.each(LEVELS)('%s is told by shape and word, never by colour alone', (level) => {
    const html = renderPart(<SeverityBadge level={level} score={50} compact />, 'ja');
    expect(html).toContain(SEVERITY_GLYPHS[level]);
    expect(html).toMatch(/重大|高|中|低|情報/);
  });
});

describe('button', () => {
  it('that cannot be used now stays focusable, says so, and never submits', () => {
    const html = renderPart(<Button type="submit" disabledReason="Choose a finding first.">Close</Button>);
    expect(html).toContain('aria-disabled="true"');
    expect(html).toContain('type="button"');
    expect(html).not.toContain('disabled=""');
  });
});

describe('field', () => {
  it('ties label, hint and error to its control', () => {
    const html = renderPart(<Field label="Name" hint="As in lists" error="Missing">{(ids) => <Input {...ids} />}</Field>);
    const id = /<input[^>]* id="([^"]+)"/.exec(html)?.[1] ?? 'none';
    expect(html).toContain(`for="${id}"`);
    expect(html).toContain(`aria-describedby="${id}-error ${id}-hint"`);
    expect(html).toContain('aria-invalid="true"');
  });
});

describe('time', () => {
  it('is relative, with instant, zone and offset behind it', () => {
    const html = renderPart(<Time at={RENDER_NOW - 180_000} />, 'ja');
    expect(html).toContain('3 分前');
    expect(html).toContain('title="2026-01-12 09:57:00 +09:00 Asia/Tokyo"');
    expect(html).toContain('2026-01-12T00:57:00.000Z');
  });
});

describe('data table', () => {
  it('arrives from the server with its first rows, and only with those', () => {
    const html = renderPart(<DataTable label="Things" columns={COLUMNS} rows={rows(10_000)} rowId={rowId} />);
    expect(html).toContain('name 0.');
    expect(html).not.toContain('name 100.');
    expect(html).toContain('aria-rowcount="10001"');
  });

  it('keeps old rows while new ones are fetched, and shows skeletons only when there are none', () => {
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={rows(3)} rowId={rowId} fetching loading />)).toContain('name 2.');
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={[]} rowId={rowId} loading />)).not.toContain('No match');
  });

  it('tells apart that nothing matches and that loading failed', () => {
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={[]} rowId={rowId} />)).toContain('No match');
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={[]} rowId={rowId} failed />)).toContain('role="alert"');
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={[]} rowId={rowId} empty={<EmptyState kind="none-yet" />} />)).toContain('Nothing here yet');
  });

  it('lays rows out at the height of the density', () => {
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={rows(10)} rowId={rowId} />)).toContain('height:320px');
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={rows(10)} rowId={rowId} />, 'en', 'comfortable')).toContain('height:440px');
  });

  it('names the sorted column and its direction', () => {
    expect(renderPart(<DataTable label="Things" columns={COLUMNS} rows={rows(1)} rowId={rowId} sort={{ id: 'name', desc: true }} onSortChange={() => undefined} />)).toContain('aria-sort="descending"');
  });
});

describe('histogram', () => {
  const buckets = [{ at: RENDER_NOW, counts: { critical: 1, low: 4000 } }, { at: RENDER_NOW + 3_600_000, counts: {} }];

  it('carries its numbers as a table', () => {
    const html = renderPart(<Histogram label="Detections" buckets={buckets} bucketMs={3_600_000} locale="en" zone="Asia/Tokyo" labels={LABELS} tableLabel="Time" />);
    expect(html).toContain('<caption>Detections</caption>');
    expect(html).toContain('2026-01-12 10:00</th><td>1</td><td>4000</td>');
    expect(html).not.toContain('Medium');
  });

  it('keeps one critical detection visible beside thousands, within the frame', () => {
    const [bar] = layoutBars(buckets, 50, niceMax(4001));
    expect(bar?.segments.find(({ level }) => level === 'critical')?.height).toBeGreaterThanOrEqual(1);
    expect(Math.min(...(bar?.segments.map(({ y }) => y) ?? [-1]))).toBeGreaterThanOrEqual(0);
  });

  it('ends its axis on a round number', () => {
    expect([0, 1, 3, 11, 40, 51, 4001].map(niceMax)).toEqual([1, 1, 5, 20, 50, 100, 5000]);
  });
});

describe('middle truncation', () => {
  it('loses no character of the value', () => {
    const value = 'C:\\Users\\mori\\AppData\\Local\\Temp\\report-2026.exe';
    const html = renderPart(<MiddleTruncate value={value} />);
    expect(html).toContain(`title="${value}"`);
    expect(html.replaceAll(/<[^>]+>/g, '')).toBe(value);
  });
});
