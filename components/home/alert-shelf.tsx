'use client';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import { StorySentence } from '../alert/story-sentence';
import { Time } from '../time/time';
import { SeverityBadge } from '../ui/severity-badge';
import { StatusBadge } from '../workbench/status-badge';
import type { Shelf } from './home-api';

/** A few alerts by priority, and the way to all of them. */
export function AlertShelf({ title, shelf, empty, href }: { title: string; shelf: Shelf; empty: string; href: string }) {
  const t = useTranslations('home'), format = useFormatter();
  return (
    <section aria-label={title}>
      <h2 className="flex items-baseline gap-2 border-b border-stroke pb-1 text-lg font-medium">
        {title}<span className="text-md text-content-tertiary tabular-nums">{format.number(shelf.total)}</span>
        {shelf.total > shelf.items.length && <Link href={href} className="ml-auto text-sm font-normal text-content-accent underline-offset-2 hover:underline">{t('all')}</Link>}
      </h2>
      {shelf.items.length === 0 && <p className="py-2 text-content-secondary">{empty}</p>}
      <ul>
        {shelf.items.map((alert) => (
          <li key={alert.id} className="relative flex min-h-row items-center gap-3 border-b border-stroke-subtle py-1 hover:bg-surface-hover">
            <SeverityBadge level={alert.severity} score={alert.score} compact />
            <Link href={`/workbench/${alert.id}`} className="min-w-0 flex-1 truncate after:absolute after:inset-0"><StorySentence sentence={alert.title} /></Link>
            <span className="hidden shrink-0 text-sm text-content-tertiary md:inline">{alert.ownerName ?? t('noOwner')}</span>
            <StatusBadge status={alert.status} finding={alert.finding} />
            <span className="w-20 shrink-0 text-end text-sm text-content-secondary"><Time at={alert.updatedAt} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}
