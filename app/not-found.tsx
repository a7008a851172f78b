import { getTranslator } from '@/components/i18n/server';
import { ButtonLink } from '@/components/ui/button-link';

export default async function NotFound() {
  const t = await getTranslator('errors');
  return (
    <main className="flex flex-col items-start gap-3 p-5">
      <h1 className="text-title font-medium tracking-tight">{t('notFoundTitle')}</h1>
      <p className="max-w-prose text-content-secondary">{t('notFoundBody')}</p>
      <ButtonLink href="/">{t('toStart')}</ButtonLink>
    </main>
  );
}
