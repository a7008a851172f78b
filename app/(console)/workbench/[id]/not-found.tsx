import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

export default async function AlertNotFound() {
  const [t, workbench] = [await getTranslator('alert'), await getTranslator('workbench')];
  return <EmptyState kind="no-match" title={t('notFound')} body={t('notFoundBody')} action={<ButtonLink href="/workbench">{workbench('title')}</ButtonLink>} />;
}
