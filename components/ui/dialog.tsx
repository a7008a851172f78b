'use client';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { cx } from './cx';
import { IconButton } from './icon-button';
import { useFocusReturn } from './use-focus-return';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** `alertdialog` demands an answer: a click beside it does not close it. */
  role?: 'dialog' | 'alertdialog';
}

const WIDTHS = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-3xl' } as const;

/** The first thing to fill in, else the first answer, else the dialog itself: never the cross, which says nothing about the question. */
function focusFirst(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const content = event.currentTarget;
  (content.querySelector<HTMLElement>('[data-part="body"] :is(input,textarea,button)') ?? content.querySelector<HTMLElement>('[data-part="footer"] :is(button,a)') ?? content).focus();
}

/** Takes the whole attention for one decision. */
export function Dialog({ open, onOpenChange, title, description, children, footer, size = 'sm', role = 'dialog' }: Props) {
  const t = useTranslations('ui');
  const { remember, giveBack } = useFocusReturn();
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-surface-overlay" />
        <Radix.Content role={role} {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          tabIndex={-1} onOpenAutoFocus={(event) => { remember(); focusFirst(event); }} onCloseAutoFocus={giveBack}
          onInteractOutside={role === 'alertdialog' ? (event) => event.preventDefault() : undefined}
          className={cx('outline-none fixed top-[18vh] left-1/2 z-50 flex max-h-[70vh] w-[calc(100vw-40px)] -translate-x-1/2 flex-col rounded-md border border-stroke bg-surface-raised', WIDTHS[size])}>
          <div className="flex items-center gap-3 border-b border-stroke py-2 pr-2 pl-5">
            <Radix.Title className="min-w-0 flex-1 text-lg font-medium">{title}</Radix.Title>
            <Radix.Close asChild><IconButton label={t('close')} icon={<X aria-hidden size={14} />} /></Radix.Close>
          </div>
          <div data-part="body" className="min-h-0 overflow-y-auto px-5 py-4">
            {description !== undefined && <Radix.Description asChild><div className="text-content-secondary">{description}</div></Radix.Description>}
            {children}
          </div>
          {footer !== undefined && <div data-part="footer" className="flex justify-end gap-2 border-t border-stroke px-5 py-3">{footer}</div>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
