'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { INPUT_LOOK, type ControlSize } from './control-look';
import { cx } from './cx';

export interface SelectOption<V extends string> { value: V; label: string; disabled?: boolean }

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

/** One choice out of a closed list. */
export function Select<V extends string>({ value, onValueChange, options, placeholder, size = 'md', id, name, disabled, className, required, ...aria }: Props<V>) {
  const choose = (next: string): void => {
    const option = options.find((candidate) => candidate.value === next);
    if (option !== undefined) onValueChange(option.value);
  };
  return (
    <Radix.Root value={value ?? ''} onValueChange={choose} name={name} disabled={disabled} required={required}>
      <Radix.Trigger id={id} {...aria} className={cx(INPUT_LOOK, 'inline-flex items-center justify-between gap-2 text-left data-placeholder:text-content-tertiary', size === 'sm' ? 'h-control-sm text-sm' : 'h-control', className)}>
        <span className="truncate"><Radix.Value placeholder={placeholder} /></span>
        <Radix.Icon asChild><ChevronDown aria-hidden size={14} className="shrink-0 text-content-tertiary" /></Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} collisionPadding={8} className="z-50 max-h-80 min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border border-stroke bg-surface-raised py-1">
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} disabled={option.disabled} className="flex h-control cursor-pointer items-center gap-2 pr-3 pl-2 outline-none data-disabled:cursor-not-allowed data-disabled:text-content-disabled data-highlighted:bg-surface-hover">
                <span className="w-3.5"><Radix.ItemIndicator><Check aria-hidden size={14} className="text-content-accent" /></Radix.ItemIndicator></span>
                <Radix.ItemText>{option.label}</Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
