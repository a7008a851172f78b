import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

export default async function RuleNotFound() {
  const t = await getTranslator('rules');
  return <EmptyState kind="no-match" title={t('missing')} body={t('missingBody')} action={<ButtonLink href="/rules">{t('back')}</ButtonLink>} />;
}
