'use client';
import type { ComponentProps, KeyboardEvent } from 'react';
import { INPUT_LOOK } from './control-look';
import { cx } from './cx';
import { isImeKey } from './ime';

/** Enter that confirms a composition stays inside the input: no form submits by it, no key handler sees it. */
function guard<E>(handler: ((event: KeyboardEvent<E>) => void) | undefined) {
  return (event: KeyboardEvent<E>): void => {
    if (isImeKey(event)) {
      if (event.key === 'Enter') event.preventDefault();
      event.stopPropagation();
      return;
    }
    handler?.(event);
  };
}

interface InputProps extends ComponentProps<'input'> { mono?: boolean }

export function Input({ mono = false, className, onKeyDown, ...rest }: InputProps) {
  return <input autoComplete="off" {...rest} onKeyDown={guard(onKeyDown)} className={cx(INPUT_LOOK, 'h-control read-only:bg-surface-sunken', mono && 'font-mono text-sm', className)} />;
}

interface TextareaProps extends ComponentProps<'textarea'> { mono?: boolean }

export function Textarea({ mono = false, className, onKeyDown, rows = 4, ...rest }: TextareaProps) {
  return <textarea {...rest} rows={rows} onKeyDown={guard(onKeyDown)} className={cx(INPUT_LOOK, 'py-1.5 read-only:bg-surface-sunken', mono && 'font-mono text-sm', className)} />;
}
