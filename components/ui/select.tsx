'use client';
import { ChevronDown } from 'lucide-react';
import { INPUT_LOOK, type ControlSize } from './control-look';
import { cx } from './cx';

interface SelectOption<V extends string> { value: V; label: string; disabled?: boolean }

interface Props<V extends string> {
  value: V | undefined;
  onValueChange: (value: V) => void;
  options: readonly SelectOption<V>[];
  placeholder?: string;
  size?: ControlSize;
  id?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
  'aria-label'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: true | undefined;
  required?: boolean | undefined;
}

/** One choice out of a closed list: the browser's own, so that keys, typing ahead and touch work as people expect. */
export function Select<V extends string>({ value, onValueChange, options, placeholder, size = 'md', className, ...rest }: Props<V>) {
  const choose = (next: string): void => {
    const option = options.find((candidate) => candidate.value === next);
    if (option !== undefined) onValueChange(option.value);
  };
  return (
    <span className={cx('relative inline-flex w-full min-w-0', className)}>
      <select {...rest} value={value ?? ''} onChange={(event) => choose(event.currentTarget.value)}
        className={cx(INPUT_LOOK, 'select-look cursor-pointer truncate pr-7', value === undefined && 'text-content-tertiary', size === 'sm' ? 'h-control-sm text-sm' : 'h-control')}>
        {value === undefined && <option value="" disabled hidden>{placeholder ?? ''}</option>}
        {options.map((option) => <option key={option.value} value={option.value} disabled={option.disabled}>{option.label}</option>)}
      </select>
      <ChevronDown aria-hidden size={14} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-content-tertiary" />
    </span>
  );
}
