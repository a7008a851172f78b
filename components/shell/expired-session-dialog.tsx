'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '../ui/button-link';
import { Dialog } from '../ui/dialog';

/** Offers to sign in again without losing the page. */
export function ExpiredSessionDialog({ signInPath, onClose }: { signInPath: string; onClose: () => void }) {
  const t = useTranslations('shell.expired');
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const here = query === '' ? pathname : `${pathname}?${query}`;
  return (
    <Dialog open onOpenChange={onClose} title={t('title')} description={t('body')} role="alertdialog"
      footer={<ButtonLink intent="primary" href={`${signInPath}?next=${encodeURIComponent(here)}`}>{t('signIn')}</ButtonLink>} />
  );
}
