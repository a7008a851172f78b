'use client';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { buttonLook, type ButtonIntent, type ControlSize } from './control-look';
import { cx } from './cx';
import { Tooltip } from './tooltip';

export interface ButtonProps extends ComponentProps<'button'> {
  intent?: ButtonIntent;
  size?: ControlSize;
  busy?: boolean;
  /** Why it cannot be used now: it stays in place and in the tab order, does nothing, and says this. */
  disabledReason?: string;
  icon?: ReactNode;
}

export function Button({ intent = 'neutral', size = 'md', busy = false, disabledReason, icon, className, children, onClick, type = 'button', disabled, ...rest }: ButtonProps) {
  const off = disabled === true || disabledReason !== undefined;
  const inert = off || busy;
  const button = (
    <button
      {...rest}
      type={inert ? 'button' : type}
      disabled={disabled}
      aria-disabled={inert || undefined}
      aria-busy={busy || undefined}
      className={cx(buttonLook(intent, size, off), size === 'sm' ? 'px-2' : 'px-3', className)}
      onClick={inert ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <LoaderCircle aria-hidden size={14} className="animate-spin" /> : icon}
      {children}
    </button>
  );
  return disabledReason === undefined ? button : <Tooltip content={disabledReason}>{button}</Tooltip>;
}
