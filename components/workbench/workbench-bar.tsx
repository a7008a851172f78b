'use client';
import { useTranslations } from 'use-intl';
import { FilterChips } from '../filter/filter-chips';
import { SearchBox } from '../filter/search-box';
import { TimeRange } from '../filter/time-range';
import { useUrlPatch } from '../filter/use-url-state';
import { Select } from '../ui/select';
import { SEVERITY_GLYPHS } from '../ui/severity';
import { FilterMenu } from './filter-menu';
import { RANGE_FALLBACK, SEVERITIES, SORTS, STATUSES, type WorkbenchSort } from './workbench-params';

/** What narrows and orders the list; all of it in the URL. */
export function WorkbenchBar({ filter }: { filter: URLSearchParams }) {
  const t = useTranslations('workbench');
  const common = useTranslations('common');
  const status = useTranslations('status');
  const severity = useTranslations('severity');
  const patch = useUrlPatch();
  const sort = SORTS.find((name) => `-${name}` === filter.get('sort')) ?? 'score';
  const setSort = (next: WorkbenchSort): void => patch({ sort: next === 'score' ? null : `-${next}` });
  return (
    <div className="gutter flex min-h-bar flex-wrap items-center gap-2 border-b border-stroke py-1.5">
      <SearchBox param="text" label={t('search')} className="w-64" />
      <FilterMenu param="status" label={common('status')} chosen={filter.getAll('status')} choices={STATUSES.map((value) => ({ value, label: status(value) }))} />
      <FilterMenu param="severity" label={common('severity')} chosen={filter.getAll('severity')} choices={SEVERITIES.map((value) => ({ value, label: `${SEVERITY_GLYPHS[value]} ${severity(value)}` }))} />
      <TimeRange fallback={RANGE_FALLBACK} />
      <FilterChips keys={[{ key: 'endpoint', label: common('endpoint') }]} />
      <span className="flex-1" />
      <Select aria-label={t('sort')} value={sort} onValueChange={setSort} className="max-w-48" options={SORTS.map((value) => ({ value, label: t(`sorts.${value}`) }))} />
    </div>
  );
}
