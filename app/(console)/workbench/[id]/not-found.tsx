import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';
import { PageHeader } from '@/components/ui/page-header';

export default async function AlertNotFound() {
  const [t, workbench] = [await getTranslator('alert'), await getTranslator('workbench')];
  return <PageHeader title={t('notFound')} meta={t('notFoundBody')} actions={<ButtonLink href="/workbench">{workbench('title')}</ButtonLink>} />;
}
