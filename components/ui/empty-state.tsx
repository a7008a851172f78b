'use client';
import { CircleAlert, Inbox, Lock, SearchX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';

type EmptyKind = 'none-yet' | 'no-match' | 'no-right' | 'failed';

const ICONS: Readonly<Record<EmptyKind, LucideIcon>> = { 'none-yet': Inbox, 'no-match': SearchX, 'no-right': Lock, failed: CircleAlert };

interface Props { kind: EmptyKind; title?: ReactNode; body?: ReactNode; action?: ReactNode }

/** Why nothing is here, and what to do about it. */
export function EmptyState({ kind, title, body, action }: Props) {
  const t = useTranslations('ui.empty');
  const Icon = ICONS[kind];
  return (
    <div role={kind === 'failed' ? 'alert' : undefined} className="flex max-w-2xl items-start gap-3 px-5 py-8">
      <Icon aria-hidden size={18} className={kind === 'failed' ? 'mt-0.5 shrink-0 text-content-negative' : 'mt-0.5 shrink-0 text-content-tertiary'} />
      <div className="min-w-0">
        <p className="font-medium text-content">{title ?? t(`${kind}.title`)}</p>
        <div className="mt-1 text-content-secondary">{body ?? t(`${kind}.body`)}</div>
        {action !== undefined && <div className="mt-3 flex gap-2">{action}</div>}
      </div>
    </div>
  );
}
