'use client';
import { useTranslations } from 'use-intl';
import { Sparkline } from '../charts/sparkline';

/** How often the rule fired on each of the last days; nothing where it was silent. */
export function RuleTrend({ daily }: { daily: readonly number[] }) {
  const t = useTranslations('rules');
  if (daily.length === 0) return null;
  return <Sparkline values={daily} label={t('trend', { count: daily.reduce((sum, each) => sum + each, 0), most: Math.max(...daily) })} />;
}
