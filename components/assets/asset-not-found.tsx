'use client';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';

export function AssetNotFound() {
  const t = useTranslations('assets');
  return <EmptyState kind="no-match" title={t('notFound')} body={t('notFoundBody')} action={<ButtonLink href="/assets">{t('allAssets')}</ButtonLink>} />;
}
