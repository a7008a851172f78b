'use client';
import type { ComponentProps, ReactNode } from 'react';
import { buttonLook, type ButtonIntent, type ControlSize } from './control-look';
import { cx } from './cx';
import { Tooltip } from './tooltip';

interface Props extends Omit<ComponentProps<'button'>, 'children'> {
  label: string;
  icon: ReactNode;
  intent?: ButtonIntent;
  size?: ControlSize;
  pressed?: boolean;
  disabledReason?: string;
}

/** An icon alone; its label is the tooltip and the accessible name. */
export function IconButton({ label, icon, intent = 'ghost', size = 'md', pressed, disabledReason, className, onClick, ...rest }: Props) {
  const off = disabledReason !== undefined;
  return (
    <Tooltip content={off ? <>{label}<br />{disabledReason}</> : label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={pressed}
        aria-disabled={off || undefined}
        onClick={off ? (event) => event.preventDefault() : onClick}
        className={cx(buttonLook(intent, size, off), 'aspect-square px-0', pressed === true && 'bg-surface-selected text-content-accent', className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
