'use client';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : undefined;
}

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('errors');
  const common = useTranslations('common');
  const digest = digestOf(error);
  return (
    <main className="p-5">
      <EmptyState kind="failed" title={t('failedTitle')}
        body={<>{t('failedBody')}{digest !== undefined && <span className="mt-1 block font-mono text-sm text-content-tertiary">{t('reference', { id: digest })}</span>}</>}
        action={<Button onClick={retry}>{common('retry')}</Button>} />
    </main>
  );
}
