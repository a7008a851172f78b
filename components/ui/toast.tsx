'use client';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ToastCard, type ToastRequest } from './toast-card';

type ShowToast = (request: ToastRequest) => void;

const SHOWN_MAX = 4;
const ToastContext = createContext<ShowToast | null>(null);

/** Says what has happened; with an action, the way back. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast needs ToastProvider above it');
  return show;
}

/** The one owner of toasts; mounted once at the root. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('ui');
  const [shown, setShown] = useState<readonly (ToastRequest & { id: number })[]>([]);
  const nextId = useRef(0);
  const show = useCallback<ShowToast>((request) => {
    nextId.current += 1;
    const id = nextId.current;
    setShown((before) => [...before.slice(1 - SHOWN_MAX), { ...request, id }]);
  }, []);
  const dismiss = useCallback((id: number) => setShown((before) => before.filter((toast) => toast.id !== id)), []);
  return (
    <ToastContext value={show}>
      {children}
      <section aria-label={t('notifications')} data-print="hide" className="pointer-events-none fixed right-5 bottom-5 z-50 w-90 max-w-[calc(100vw-40px)]">
        <ul className="flex flex-col gap-2">{shown.map((toast) => <li key={toast.id}><ToastCard toast={toast} onDismiss={() => dismiss(toast.id)} /></li>)}</ul>
      </section>
    </ToastContext>
  );
}
