'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errors');
  const common = useTranslations('common');
  return (
    <main className="p-5">
      <EmptyState kind="failed" title={t('failedTitle')}
        body={<>{t('failedBody')}{error.digest !== undefined && <span className="mt-1 block font-mono text-sm text-content-tertiary">{t('reference', { id: error.digest })}</span>}</>}
        action={<Button onClick={reset}>{common('retry')}</Button>} />
    </main>
  );
}
