'use client';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { FACET_NAMES } from '@/lib/searches/queries';
import { useUrlPatch } from '../filter/use-url-state';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import type { Search } from './use-search';

const CLEAR = Object.fromEntries(['q', 'source', ...FACET_NAMES.flatMap((name) => [name, `not.${name}`])].map((key) => [key, null]));

/** Why no rows are here: stopped, failed, not understood, none so far, none that match, or nothing was ever received. */
export function SearchEmpty({ result: { search, last, stopped, error, goOn, refresh, hasMore } }: { result: Search }) {
  const t = useTranslations('search.empty'), params = useSearchParams(), patch = useUrlPatch(), reason = useReason();
  const narrowed = Object.keys(CLEAR).some((key) => params.has(key)), allTime = params.get('range') === 'all';
  if (error !== null) return <EmptyState kind="failed" title={t('failed')} body={reason(error)} action={<Button onClick={refresh}>{t('again')}</Button>} />;
  if (stopped) return <EmptyState kind="no-match" title={t('stopped')} body={t('stoppedBody')} action={<Button onClick={goOn}>{t('goOn')}</Button>} />;
  if (last === undefined) return <EmptyState kind="no-match" title={t('unread')} body={t('unreadBody')} />;
  if (last.partial && hasMore) return <EmptyState kind="no-match" title={t('soFar')} body={t('soFarBody')} action={<Button onClick={goOn}>{t('goOn')}</Button>} />;
  if (search === 'range=all') return <EmptyState kind="none-yet" title={t('none')} body={t('noneBody')} action={<ButtonLink href="/settings/sources">{t('toSources')}</ButtonLink>} />;
  return (
    <EmptyState kind="no-match" title={t('noMatch')} body={t('noMatchBody')} action={<>
      {!allTime && <Button onClick={() => patch({ range: 'all', from: null, to: null }, { push: true })}>{t('allTime')}</Button>}
      {narrowed && <Button intent="ghost" onClick={() => patch(CLEAR, { push: true })}>{t('clear')}</Button>}
    </>} />
  );
}
