'use client';
import { Download } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { EXPORT_FORMATS, SEARCH_LIMITS, type ExportFormat } from '@/lib/searches/model';
import { useTimeZone } from '../time/use-time-zone';
import { Button } from '../ui/button';
import { DropdownMenu, type MenuItem } from '../ui/dropdown-menu';
import { ProgressBar } from '../ui/progress-bar';
import { exportPath } from './search-api';
import type { Search } from './use-search';
import { useExport } from './use-export';

/** The whole result as a file, in the columns shown or in every field; while it comes, how much is there and the way to stop it. */
export function ExportMenu({ result: { search, columns, count, counted } }: { result: Search }) {
  const t = useTranslations('search.export'), zone = useTimeZone();
  const { running, start, cancel } = useExport();
  const reason = count === undefined || !counted ? t('notYet') : count.total === 0 ? t('nothing') : count.total > SEARCH_LIMITS.exportRows ? t('tooMany', { max: SEARCH_LIMITS.exportRows }) : undefined;
  if (running !== null) {
    const known = count !== undefined && !count.partial ? count.total : undefined;
    return (
      <div className="w-64">
        <ProgressBar value={running.rows} max={known ?? Math.max(1, running.rows * 2)} label={t('running', { format: running.format.toUpperCase() })} detail={known === undefined ? t('rows', { count: running.rows }) : t('rowsOf', { count: running.rows, total: known })} onCancel={cancel} />
      </div>
    );
  }
  if (reason !== undefined) return <Button icon={<Download aria-hidden size={14} />} disabledReason={reason}>{t('open')}</Button>;
  const item = (format: ExportFormat, all: boolean): MenuItem => ({ id: `${format}-${all}`, label: format.toUpperCase(), onSelect: () => start(exportPath(search, columns, { format, zone, all }), format) });
  return (
    <DropdownMenu align="end" trigger={<Button icon={<Download aria-hidden size={14} />}>{t('open')}</Button>} items={[
      { heading: t('columns') }, ...EXPORT_FORMATS.map((format) => item(format, false)), { heading: t('fields') }, ...EXPORT_FORMATS.map((format) => item(format, true)),
    ]} />
  );
}
