'use client';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';

export function AssetNotFound() {
  const t = useTranslations('assets');
  return <PageHeader title={t('notFound')} meta={t('notFoundBody')} actions={<ButtonLink href="/assets">{t('allAssets')}</ButtonLink>} />;
}
