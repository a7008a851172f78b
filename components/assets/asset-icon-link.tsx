'use client';
import { IdCard } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import type { AssetKind } from '@/lib/assets/model';
import { assetPath } from '@/lib/assets/queries';

/** Beside a name that means something else where it stands: to the page of the endpoint or account. */
export function AssetIconLink({ kind, assetKey, name }: { kind: AssetKind; assetKey: string; name: string }) {
  const t = useTranslations('assets');
  const label = t('openAsset', { name });
  return <Link href={assetPath(kind, assetKey)} prefetch={false} aria-label={label} title={label} className="inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-content-tertiary hover:bg-surface-hover hover:text-content"><IdCard aria-hidden size={12} /></Link>;
}
