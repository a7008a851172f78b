'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { Time } from '../time/time';
import { fetchBackTests, rulesKeys } from './rules-api';

const SHOWN_MAX = 20;

/** What was tried before with this rule; pressing one shows its results again. */
export function BackTestList({ ruleId }: { ruleId: string }) {
  const t = useTranslations('rules.backTest');
  const { data } = useQuery({ queryKey: rulesKeys.backTests(ruleId), queryFn: ({ signal }) => fetchBackTests(ruleId, signal), placeholderData: undefined });
  const [shown] = useUrlState('test');
  const patch = useUrlPatch();
  if (data === undefined || data.length === 0) return null;
  return (
    <section aria-label={t('earlier')}>
      <h3 className="mb-1 text-sm text-content-tertiary">{t('earlier')}</h3>
      <ul className="border-t border-stroke-subtle">
        {data.slice(0, SHOWN_MAX).map((test) => (
          <li key={test.id}>
            <button type="button" aria-current={String(test.id) === shown || undefined} onClick={() => patch({ test: String(test.id), compare: null }, { shallow: true })} className="focus-inset flex min-h-row w-full flex-wrap items-center gap-x-4 border-b border-stroke-subtle px-2 text-left hover:bg-surface-hover aria-[current]:bg-surface-selected">
              <span className="w-40"><Time at={test.createdAt} mode="absolute" seconds={false} /></span>
              <span className="w-28 text-content-secondary">{t('dayCount', { count: test.days })}</span>
              <span className="w-24 text-content-secondary">{t(`states.${test.state}`)}</span>
              <span className="min-w-0 flex-1 truncate tabular-nums">{t('total', { matches: test.matches, records: test.records })}</span>
              <span className="text-sm text-content-tertiary">{test.createdBy}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
