'use client';
import { createContext, lazy, Suspense, useCallback, useContext, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from './button';

/** Fetched with the first question that is asked. */
const Dialog = lazy(async () => ({ default: (await import('./dialog')).Dialog }));

interface ConfirmRequest { title: string; body?: ReactNode; confirmLabel: string; intent?: 'primary' | 'danger' }
type Confirm = (request: ConfirmRequest) => Promise<boolean>;
interface Pending extends ConfirmRequest { answer: (yes: boolean) => void }

const ConfirmContext = createContext<Confirm | null>(null);

/** Asks before something that cannot be undone. Resolves to false when dismissed. */
export function useConfirm(): Confirm {
  const confirm = useContext(ConfirmContext);
  if (confirm === null) throw new Error('useConfirm needs ConfirmProvider above it');
  return confirm;
}

/** The one owner of confirmations; mounted once at the root. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('ui');
  const [pending, setPending] = useState<Pending | null>(null);
  const confirm = useCallback<Confirm>((request) => new Promise((resolve) => setPending({ ...request, answer: resolve })), []);
  const answer = (yes: boolean): void => {
    pending?.answer(yes);
    setPending(null);
  };
  return (
    <ConfirmContext value={confirm}>
      {children}
      {pending !== null && (
        <Suspense><Dialog open role="alertdialog" onOpenChange={() => answer(false)} title={pending.title} description={pending.body}
          footer={<>
            <Button onClick={() => answer(false)}>{t('cancel')}</Button>
            <Button intent={pending.intent ?? 'primary'} onClick={() => answer(true)}>{pending.confirmLabel}</Button>
          </>} /></Suspense>
      )}
    </ConfirmContext>
  );
}
