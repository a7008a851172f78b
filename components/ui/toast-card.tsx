'use client';
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from './icon-button';

export interface ToastRequest {
  intent?: 'neutral' | 'positive' | 'negative';
  title: string;
  body?: ReactNode;
  action?: { label: string; onSelect: () => void };
  durationMs?: number;
}

const SHORT_MS = 5000;
/** Time to read, decide and reach the button. */
const WITH_ACTION_MS = 10_000;
const ICONS = {
  neutral: <Info aria-hidden size={16} className="text-content-tertiary" />,
  positive: <CircleCheck aria-hidden size={16} className="text-content-positive" />,
  negative: <CircleAlert aria-hidden size={16} className="text-content-negative" />,
} as const;

/** One toast. It goes by itself, but never while the pointer or the focus is on it. */
export function ToastCard({ toast, onDismiss }: { toast: ToastRequest; onDismiss: () => void }) {
  const t = useTranslations('ui');
  const [held, setHeld] = useState(false);
  const dismiss = useRef(onDismiss);
  useEffect(() => { dismiss.current = onDismiss; });
  const durationMs = toast.durationMs ?? (toast.action === undefined ? SHORT_MS : WITH_ACTION_MS);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismiss.current(), durationMs);
    return () => clearTimeout(timer);
  }, [held, durationMs]);
  const { action } = toast;
  return (
    <div role={toast.intent === 'negative' ? 'alert' : 'status'} className="pointer-events-auto flex items-start gap-3 rounded-md border border-stroke-strong bg-surface-raised py-2 pr-2 pl-3"
      onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span className="mt-1">{ICONS[toast.intent ?? 'neutral']}</span>
      <div className="min-w-0 flex-1 py-0.5">
        <p className="text-content">{toast.title}</p>
        {toast.body !== undefined && <div className="text-sm text-content-secondary">{toast.body}</div>}
        {action !== undefined && <button type="button" onClick={() => { action.onSelect(); onDismiss(); }} className="mt-1 font-medium text-content-accent underline-offset-2 hover:underline">{action.label}</button>}
      </div>
      <IconButton size="sm" label={t('close')} icon={<X aria-hidden size={12} />} onClick={onDismiss} />
    </div>
  );
}
