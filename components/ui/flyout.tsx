'use client';
import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from './icon-button';

interface Props {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** Accessible name when the title is not plain text. */
  label: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
  width?: number;
  children: ReactNode;
}

const WIDTH_MIN = 480;
const WIDTH_MAX = 720;

/** A panel beside the list that opened it. The list stays usable; Escape closes it and gives the focus back. */
export function Flyout({ open, ...rest }: Props) {
  return open ? <Panel {...rest} /> : null;
}

function Panel({ onClose, title, label, subtitle, actions, width = 560, children }: Omit<Props, 'open'>) {
  const t = useTranslations('ui');
  const panel = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  useEffect(() => { close.current = onClose; }, [onClose]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const layered = document.querySelector('[role="dialog"][data-state="open"],[role="alertdialog"][data-state="open"],[role="menu"][data-state="open"],[role="listbox"][data-state="open"]');
      if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing && layered === null) close.current();
    };
    // The row that opened it keeps the focus, so that the arrow keys walk on; only a focus that was inside must be handed back.
    const before = document.activeElement;
    document.addEventListener('keydown', onKeyDown);
    const node = panel.current;
    return () => {
      document.removeEventListener('keydown', onKeyDown);
      const inside = node?.contains(document.activeElement) === true || document.activeElement === document.body;
      if (inside && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside ref={panel} aria-label={label} tabIndex={-1} style={{ width: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, width)) }}
      className="focus-inset fixed top-header right-0 bottom-0 z-30 flex max-w-full flex-col border-l border-stroke bg-surface-raised">
      <header className="flex items-start gap-2 border-b border-stroke py-2 pr-2 pl-5">
        <div className="min-w-0 flex-1 py-1">
          <h2 className="truncate text-lg font-medium">{title}</h2>
          {subtitle !== undefined && <div className="text-sm text-content-secondary">{subtitle}</div>}
        </div>
        {actions}
        <IconButton label={t('close')} icon={<X aria-hidden size={14} />} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  );
}
