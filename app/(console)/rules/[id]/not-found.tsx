import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';

export default async function RuleNotFound() {
  const t = await getTranslator('rules');
  return <PageHeader title={t('missing')} meta={t('missingBody')} actions={<ButtonLink href="/rules">{t('back')}</ButtonLink>} />;
}
