'use client';
import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { assetPath } from '@/lib/assets/queries';

/** To the processes of an endpoint around a moment. */
export function TreeLink({ endpointKey, at }: { endpointKey: string | null; at: number }) {
  const t = useTranslations('assets.processes');
  if (endpointKey === null || at === 0) return null;
  return <Link href={`${assetPath('endpoint', endpointKey)}?${new URLSearchParams({ view: 'processes', at: String(at) }).toString()}`} prefetch={false} aria-label={t('tree')} title={t('tree')} className="inline-flex size-6 items-center justify-center rounded-sm text-content-tertiary hover:bg-surface-hover hover:text-content"><ListTree aria-hidden size={14} /></Link>;
}
