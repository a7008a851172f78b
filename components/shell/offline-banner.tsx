'use client';
import { WifiOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';

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
