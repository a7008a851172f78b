'use client';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from './icon-button';

export interface ToastRequest {
  intent?: 'neutral' | 'positive' | 'negative';
  title: string;
  body?: ReactNode;
  action?: { label: string; onSelect: () => void };
  durationMs?: number;
}
type ShowToast = (request: ToastRequest) => void;
interface Shown extends ToastRequest { id: number }

const SHOWN_MAX = 4;
const ToastContext = createContext<ShowToast | null>(null);
const ICONS = {
  neutral: <Info aria-hidden size={16} className="text-content-tertiary" />,
  positive: <CircleCheck aria-hidden size={16} className="text-content-positive" />,
  negative: <CircleAlert aria-hidden size={16} className="text-content-negative" />,
} as const;

/** Says what has happened; with an action, the way back. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast needs ToastProvider above it');
  return show;
}

/** The one owner of toasts; mounted once at the root. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('ui');
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const nextId = useRef(0);
  const show = useCallback<ShowToast>((request) => {
    nextId.current += 1;
    const id = nextId.current;
    setShown((before) => [...before.slice(1 - SHOWN_MAX), { ...request, id }]);
  }, []);
  return (
    <ToastContext value={show}>
      <Radix.Provider label={t('notifications')} swipeDirection="right">
        {children}
        {shown.map((toast) => (
          <Radix.Root key={toast.id} type={toast.intent === 'negative' ? 'foreground' : 'background'} duration={toast.durationMs ?? (toast.action === undefined ? 5000 : 10_000)}
            onOpenChange={(open) => { if (!open) setShown((before) => before.filter((other) => other.id !== toast.id)); }}
            className="flex items-start gap-3 rounded-md border border-stroke-strong bg-surface-raised py-2 pr-2 pl-3">
            <span className="mt-1">{ICONS[toast.intent ?? 'neutral']}</span>
            <div className="min-w-0 flex-1 py-0.5">
              <Radix.Title className="text-content">{toast.title}</Radix.Title>
              {toast.body !== undefined && <Radix.Description asChild><div className="text-sm text-content-secondary">{toast.body}</div></Radix.Description>}
              {toast.action !== undefined && (
                <Radix.Action altText={toast.action.label} onClick={toast.action.onSelect} className="mt-1 font-medium text-content-accent underline-offset-2 hover:underline">{toast.action.label}</Radix.Action>
              )}
            </div>
            <Radix.Close asChild><IconButton size="sm" label={t('close')} icon={<X aria-hidden size={12} />} /></Radix.Close>
          </Radix.Root>
        ))}
        <Radix.Viewport className="fixed right-5 bottom-5 z-50 flex w-90 max-w-[calc(100vw-40px)] flex-col gap-2 outline-none" />
      </Radix.Provider>
    </ToastContext>
  );
}
