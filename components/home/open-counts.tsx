'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { SeverityBadge } from '../ui/severity-badge';
import type { HomeView } from './home-api';

const LEVELS = ['critical', 'high', 'medium', 'low'] as const;

/** How many alerts nobody has closed, by severity. */
export function OpenCounts({ open }: { open: HomeView['open'] }) {
  const t = useTranslations('home'), format = useFormatter();
  return (
    <section aria-label={t('open')}>
      <h2 className="border-b border-stroke pb-1 text-lg font-medium">{t('open')}</h2>
      <ul>
        {LEVELS.map((level) => (
          <li key={level} className="relative flex min-h-row items-center border-b border-stroke-subtle hover:bg-surface-hover">
            <Link href={`/workbench?status=open&status=in_progress&severity=${level}`} className="flex-1 after:absolute after:inset-0"><SeverityBadge level={level} /></Link>
            <span className="tabular-nums">{format.number(open[level])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
