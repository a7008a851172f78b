'use client';
import { Switch as Radix } from 'radix-ui';
import { useId } from 'react';

interface Props { checked: boolean; onCheckedChange: (checked: boolean) => void; label: string; disabled?: boolean }

/** On or off, at once. */
export function Switch({ checked, onCheckedChange, label, disabled }: Props) {
  const id = useId();
  return (
    <span className="inline-flex items-center gap-2">
      <Radix.Root id={id} checked={checked} onCheckedChange={onCheckedChange} disabled={disabled}
        className="inline-flex h-4 w-7 shrink-0 items-center rounded-full border border-stroke-strong bg-surface-pressed px-px data-[state=checked]:border-transparent data-[state=checked]:bg-surface-accent-strong">
        <Radix.Thumb className="size-3 rounded-full bg-content-secondary transition-transform data-[state=checked]:translate-x-3 data-[state=checked]:bg-surface" />
      </Radix.Root>
      <label htmlFor={id} className="cursor-pointer">{label}</label>
    </span>
  );
}
