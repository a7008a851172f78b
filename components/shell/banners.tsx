'use client';
import { WifiOff } from 'lucide-react';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { ButtonLink } from '../ui/button-link';
import { Dialog } from '../ui/dialog';
import { onExpiredSession } from './session-events';

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

/** Says that what is on the screen may be old. */
export function OfflineBanner() {
  const t = useTranslations('shell');
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine, () => true);
  if (online) return null;
  return (
    <div role="status" className="flex h-8 items-center gap-2 border-b border-stroke-notice bg-surface-notice px-5 text-sm text-content-notice">
      <WifiOff aria-hidden size={14} />
      {t('offline')}
    </div>
  );
}

/** Offers to sign in again without losing the page, once any request was answered with 401. */
export function ExpiredSessionDialog({ signInPath }: { signInPath: string }) {
  const t = useTranslations('shell.expired');
  const [expired, setExpired] = useState(false);
  const pathname = usePathname();
  const query = useSearchParams().toString();
  useEffect(() => onExpiredSession(() => setExpired(true)), []);
  const here = query === '' ? pathname : `${pathname}?${query}`;
  return (
    <Dialog open={expired} onOpenChange={setExpired} title={t('title')} description={t('body')} role="alertdialog"
      footer={<ButtonLink intent="primary" href={`${signInPath}?next=${encodeURIComponent(here)}`}>{t('signIn')}</ButtonLink>} />
  );
}
