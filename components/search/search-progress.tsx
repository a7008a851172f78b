'use client';
import { Square } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { TimeRangeValue } from '../filter/time-range-params';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { ProgressBar } from '../ui/progress-bar';
import type { Search } from './use-search';

/** How far the search came, while that is not the whole range: what is on show, down to when it is all there is, and the way on. */
export function SearchProgress({ result, range }: { result: Search; range: TimeRangeValue }) {
  const t = useTranslations('search.progress');
  const { fetching, last, count, goOn, stop } = result, stopped = result.stopped && result.rows.length > 0;
  const reached = last?.partial === true && last.completeFrom !== null ? Date.parse(last.completeFrom) : null;
  const endedEarly = last?.partial === true;
  if (!fetching && !stopped && !endedEarly && count?.partial !== true) return null;
  const share = reached === null ? 0 : Math.min(1, Math.max(0, (range.to - reached) / (range.to - Math.max(range.from, 0))));
  return (
    <div role="status" aria-label={t('label')} className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 py-1 text-sm text-content-secondary">
      {fetching && <><span>{t('running')}</span><Button size="sm" icon={<Square aria-hidden size={10} />} onClick={stop}>{t('stop')}</Button></>}
      {stopped && <><span>{t('stopped')}</span><Button size="sm" onClick={goOn}>{t('goOn')}</Button></>}
      {endedEarly && reached !== null && (
        <>
          <span>{t('backTo')} <Time at={reached} mode="absolute" /></span>
          {range.from > 0 && <span className="w-60"><ProgressBar value={Math.round(share * 100)} max={100} label={t('covered')} detail={`${Math.round(share * 100)}%`} /></span>}
          {!fetching && !stopped && result.hasMore && <Button size="sm" onClick={goOn}>{t('goOn')}</Button>}
        </>
      )}
      {endedEarly && reached === null && <span>{t('narrow')}</span>}
      {count?.partial === true && !fetching && (count.completeFrom === null ? <span>{t('countNarrow')}</span> : <span>{t('countBackTo')} <Time at={count.completeFrom} mode="absolute" /></span>)}
    </div>
  );
}
