'use client';
import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx';
import { Kbd } from './kbd';

interface MenuAction {
  id: string;
  label: string;
  icon?: ReactNode;
  shortcut?: string;
  intent?: 'neutral' | 'danger';
  /** Set for choices: shows a tick, true or not. */
  checked?: boolean;
  disabledReason?: string;
  onSelect: () => void;
}
export type MenuItem = MenuAction | { separator: true } | { heading: string };

interface Props { trigger: ReactElement; items: readonly MenuItem[]; align?: 'start' | 'end' }

function Action({ item }: { item: MenuAction }) {
  const off = item.disabledReason !== undefined;
  const choice = item.checked !== undefined;
  const shared = {
    'aria-disabled': off || undefined,
    // An entry that cannot be used stays reachable, so that its reason can be read.
    onSelect: (event: Event): void => { if (off) event.preventDefault(); else item.onSelect(); },
    className: cx('flex min-h-control cursor-pointer items-center gap-2 pr-3 pl-2 outline-none data-highlighted:bg-surface-hover', off ? 'cursor-not-allowed text-content-tertiary' : item.intent === 'danger' && 'text-content-negative'),
  };
  const body = (
    <>
      <span className="flex w-4 shrink-0 justify-center text-content-tertiary">{choice ? item.checked === true && <Check aria-hidden size={14} className="text-content-accent" /> : item.icon}</span>
      <span className="min-w-0 flex-1 py-1">
        <span className="block">{item.label}</span>
        {off && <span className="block max-w-64 text-sm">{item.disabledReason}</span>}
      </span>
      {item.shortcut !== undefined && <Kbd>{item.shortcut}</Kbd>}
    </>
  );
  return choice ? <Radix.CheckboxItem {...shared} checked={item.checked}>{body}</Radix.CheckboxItem> : <Radix.Item {...shared}>{body}</Radix.Item>;
}

export function DropdownMenu({ trigger, items, align = 'start' }: Props) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className="z-50 min-w-48 rounded-md border border-stroke bg-surface-raised py-1">
          {items.map((item, index) => {
            if ('separator' in item) return <Radix.Separator key={index} className="my-1 border-t border-stroke" />;
            if ('heading' in item) return <Radix.Label key={index} className="label-caps px-3 py-1">{item.heading}</Radix.Label>;
            return <Action key={item.id} item={item} />;
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
