'use client';
import { History, Layers2 } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { StorySentence } from './story-sentence';

/** The alerts that this one comes after: a closed one in which the same was seen before, or a full one that it continues. */
export function AlertLinks({ links }: { links: AlertContent['links'] }) {
  const t = useTranslations('alert');
  if (links === undefined || links.length === 0) return null;
  return (
    <ul aria-label={t('linked')} className="gutter flex flex-col gap-1 border-b border-stroke bg-surface-notice py-2">
      {links.map(({ kind, alertId, reason }) => {
        const Icon = kind === 'recurrence' ? History : Layers2;
        return (
          <li key={`${kind} ${alertId}`} className="flex items-center gap-2">
            <Icon aria-hidden size={14} className="shrink-0 text-content-notice" />
            <span className="min-w-0 flex-1"><StorySentence sentence={reason} /></span>
            <Link href={`/workbench/${alertId}`} className="shrink-0 font-mono text-sm text-content-accent underline-offset-2 hover:underline">{alertId}</Link>
          </li>
        );
      })}
    </ul>
  );
}
