'use client';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { BackTestDetail } from '@/lib/rules/model';
import { BarList, type BarItem } from '../charts/bar-list';
import { FormProblem } from '../auth/form-problem';
import { BackTestSample } from './back-test-sample';
import { isUnderWay } from './use-back-test';

const TOP = 12;

function items(counts: Readonly<Record<string, number>>, order: 'count' | 'key'): BarItem[] {
  const all = Object.entries(counts).map(([key, value]) => ({ key, label: key, value }));
  return order === 'key' ? all.sort((a, b) => (a.key < b.key ? 1 : -1)) : all.sort((a, b) => b.value - a.value).slice(0, TOP);
}

/** What the rule would have raised: how much, where, by whom and when, and the records themselves. */
export function BackTestResults({ test }: { test: BackTestDetail }) {
  const t = useTranslations('rules.backTest');
  const locale = useLocale();
  const { findings, matches, records, days, state } = test;
  const lists = useMemo(() => [
    { key: 'byGroup', items: items(findings.byGroup, 'count') }, { key: 'byEndpoint', items: items(findings.byEndpoint, 'count') }, { key: 'byAccount', items: items(findings.byAccount, 'count') }, { key: 'byDay', items: items(findings.byDay, 'key') },
  ] as const, [findings]);
  if (state === 'failed') return <FormProblem>{t('failed', { reason: test.error ?? '' })}</FormProblem>;
  if (isUnderWay(test) && matches === 0) return null;
  return (
    <div className="flex flex-col gap-5">
      <p role="status" className="text-lg">
        {state === 'cancelled' && <span className="text-content-notice">{t('cancelled')} </span>}
        <span className="tabular-nums">{t('total', { matches, records })}</span>
        {matches > 0 && <span className="text-md text-content-tertiary tabular-nums"> · {t('perDay', { count: Math.round((matches / days) * 10) / 10 })}</span>}
        {matches === 0 && state === 'done' && <span className="text-content-secondary"> · {t('none')}</span>}
      </p>
      {matches > 0 && (
        <>
          <div className="grid gap-x-8 gap-y-4 lg:grid-cols-3">
            {lists.filter((list) => list.items.length > 0).map((list) => (
              <div key={list.key} className="min-w-0"><h3 className="mb-1 text-sm text-content-tertiary">{t(list.key)}</h3><BarList items={list.items} label={t(list.key)} locale={locale} /></div>
            ))}
          </div>
          {findings.keysLeftOut && <p className="text-sm text-content-tertiary">{t('keysLeftOut')}</p>}
          {findings.sample.length > 0 && <BackTestSample uuids={findings.sample} />}
        </>
      )}
    </div>
  );
}
