'use client';
import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { useId } from 'react';
import { cx } from './cx';

interface Props {
  checked: boolean | 'mixed';
  onCheckedChange: (checked: boolean) => void;
  label?: string;
  'aria-label'?: string;
  id?: string;
  disabled?: boolean;
  className?: string;
  tabIndex?: number;
}

export function Checkbox({ checked, onCheckedChange, label, id, disabled, className, ...rest }: Props) {
  const own = useId();
  const boxId = id ?? own;
  const box = (
    <Radix.Root id={boxId} {...rest} disabled={disabled} checked={checked === 'mixed' ? 'indeterminate' : checked} onCheckedChange={(next) => onCheckedChange(next === true)}
      className={cx('inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-stroke-strong bg-surface disabled:border-stroke disabled:bg-surface-sunken data-[state=checked]:border-transparent data-[state=checked]:bg-surface-accent-strong data-[state=indeterminate]:border-transparent data-[state=indeterminate]:bg-surface-accent-strong', className)}>
      <Radix.Indicator className="text-content-inverse">{checked === 'mixed' ? <Minus aria-hidden size={12} /> : <Check aria-hidden size={12} />}</Radix.Indicator>
    </Radix.Root>
  );
  if (label === undefined) return box;
  return <span className="inline-flex items-center gap-2">{box}<label htmlFor={boxId} className="cursor-pointer">{label}</label></span>;
}
