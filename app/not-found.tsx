import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';
import { EmptyState } from '@/components/ui/empty-state';

export default async function NotFound() {
  const t = await getTranslator('errors');
  return (
    <main className="p-5">
      <EmptyState kind="no-match" title={t('notFoundTitle')} body={t('notFoundBody')} action={<ButtonLink href="/">{t('toStart')}</ButtonLink>} />
    </main>
  );
}
