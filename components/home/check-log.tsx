'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Time } from '../time/time';
import type { Check } from './home-api';

/** Who checked when, and what they handed over. */
export function CheckLog({ recent }: { recent: readonly Check[] }) {
  const t = useTranslations('home');
  return (
    <section aria-label={t('checks')}>
      <h2 className="flex items-baseline border-b border-stroke pb-1 text-lg font-medium">
        {t('checks')}
        {recent.length > 0 && <Link href="/home/checks" className="ml-auto text-sm font-normal text-content-accent underline-offset-2 hover:underline">{t('all')}</Link>}
      </h2>
      {recent.length === 0 && <p className="py-2 text-content-secondary">{t('checksNone')}</p>}
      <ol>{recent.map((check) => <CheckEntry key={check.id} check={check} />)}</ol>
    </section>
  );
}

export function CheckEntry({ check }: { check: Check }) {
  const t = useTranslations('home');
  const { newAlerts, changedAlerts, silentSources } = check.counts;
  return (
    <li className="flex flex-col gap-1 border-b border-stroke-subtle py-2">
      <p className="flex items-baseline gap-2"><span className="font-medium">{check.userName}</span><span className="ml-auto text-sm text-content-secondary"><Time at={check.checkedAt} mode="absolute" seconds={false} /></span></p>
      <p className="text-sm text-content-tertiary">{t('counts', { newAlerts, changedAlerts, silentSources })}</p>
      {check.note !== '' && <p className="whitespace-pre-wrap text-content-secondary">{check.note}</p>}
    </li>
  );
}
