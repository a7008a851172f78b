'use client';
import { CircleCheck, VolumeX } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { Time } from '../time/time';
import type { HomeView } from './home-api';

/** Sensors that should have spoken: what they would have seen nobody has seen. */
export function SilentSources({ silent }: { silent: HomeView['silent'] }) {
  const t = useTranslations('home');
  return (
    <section aria-label={t('silent')}>
      <h2 className="border-b border-stroke pb-1 text-lg font-medium">{t('silent')}</h2>
      {silent.length === 0 && <p className="flex items-center gap-2 py-2 text-content-secondary"><CircleCheck aria-hidden size={14} className="text-content-positive" />{t('silentNone')}</p>}
      <ul>
        {silent.map(({ id, name, lastSeen }) => (
          <li key={id} className="relative flex min-h-row items-center gap-2 border-b border-stroke-subtle hover:bg-surface-hover">
            <VolumeX aria-hidden size={14} className="shrink-0 text-content-notice" />
            <Link href={`/settings/sources/${id}`} className="min-w-0 flex-1 truncate after:absolute after:inset-0">{name}</Link>
            <span className="shrink-0 text-sm text-content-secondary">{lastSeen === null ? t('never') : <Time at={lastSeen} />}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
