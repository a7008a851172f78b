'use client';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { AssetDetections as Found } from '@/lib/assets/model';
import { assetKeys } from '@/lib/assets/queries';
import type { DetectionLine } from '@/lib/detections/model';
import { Histogram } from '../charts/histogram';
import { uiLevel } from '../record/ui-level';
import { DataTable } from '../table/data-table';
import type { Column } from '../table/column';
import { useTimeZone } from '../time/use-time-zone';
import { Time } from '../time/time';
import { histogramBuckets } from '../techniques/histogram-buckets';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { SeverityBadge } from '../ui/severity-badge';
import { LEVELS } from '../ui/severity';
import { fetchAssetDetections, type AssetId } from './assets-api';
import { Loaded } from './section';
import { TreeLink } from './tree-link';

interface Props { id: AssetId; /** With those that were merged into it. */ keys: readonly string[]; openId: string | null; onOpen: (uuid: string | null) => void }

/** Detections by day until it was last seen, and the newest of them. */
export function AssetDetections({ id, keys, openId, onOpen }: Props) {
  const t = useTranslations('assets.detections');
  return (
    <Loaded queryKey={assetKeys.part(id.kind, id.key, 'detections')} load={(signal) => fetchAssetDetections(id, signal)}>
      {(found) => (found.total === 0 ? <EmptyState kind="none-yet" title={t('none')} body={t('noneBody')} /> : (
        <div className="flex min-h-0 flex-1 flex-col">
          <Days found={found} id={id} keys={keys} />
          <Lines items={found.items} openId={openId} onOpen={onOpen} />
        </div>
      ))}
    </Loaded>
  );
}

function Days({ found, id, keys }: { found: Found; id: AssetId; keys: readonly string[] }) {
  const t = useTranslations('assets'), chart = useTranslations('chart'), severity = useTranslations('severity');
  const locale = useLocale(), zone = useTimeZone();
  const labels = Object.fromEntries(LEVELS.map((level) => [level, severity(level)])) as Record<(typeof LEVELS)[number], string>;
  const asked = new URLSearchParams([...keys.map((key) => [id.kind, key]), ['from', new Date(found.from).toISOString()], ['to', new Date(found.to).toISOString()]]);
  return (
    <div className="gutter flex flex-col gap-2 py-3">
      <div className="flex items-center justify-between gap-3"><p className="text-content-secondary">{t('detections.count', { count: found.total })}</p><ButtonLink size="sm" href={`/techniques?${asked.toString()}`}>{t('openTechniques')}</ButtonLink></div>
      <Histogram label={t('detections.title')} buckets={histogramBuckets(found)} bucketMs={found.bucketMs} locale={locale} zone={zone} labels={labels} tableLabel={chart('bucket')} />
    </div>
  );
}

const rowId = (row: DetectionLine): string => row.uuid;

function Lines({ items, openId, onOpen }: { items: readonly DetectionLine[]; openId: string | null; onOpen: Props['onOpen'] }) {
  const t = useTranslations('techniques.columns'), own = useTranslations('assets');
  const columns = useMemo<Column<DetectionLine>[]>(() => [
    { id: 'time', header: t('time'), width: 212, cell: (row) => <span className="flex items-center gap-2"><SeverityBadge compact level={uiLevel(row.level)} /><Time at={row.observedAt} mode="absolute" /></span> },
    { id: 'rule', header: t('rule'), width: 240, grow: true, cell: (row) => <span className="truncate" title={row.rules.map(({ name }) => name).join('\n')}>{row.rules[0]?.name}{row.rules.length > 1 && ` +${row.rules.length - 1}`}</span> },
    { id: 'what', header: t('what'), width: 260, grow: true, mono: true, cell: (row) => <span className="truncate text-content-secondary" title={row.what?.text}>{row.what?.text}</span> },
    { id: 'technique', header: t('technique'), width: 120, mono: true, cell: (row) => row.techniques.map(({ id }) => id).join(' ') },
    { id: 'tree', header: own('processes.tree'), hideHeader: true, width: 48, cell: (row) => <TreeLink endpointKey={row.endpointKey} at={Date.parse(row.observedAt)} /> },
  ], [t, own]);
  return <DataTable columns={columns} rows={items} rowId={rowId} label={own('detections.list')} openId={openId} onOpen={onOpen} />;
}
