'use client';
import { ChevronDown } from 'lucide-react';
import { useUrlPatch } from '../filter/use-url-state';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { Popover } from '../ui/popover';

export interface FilterChoice { value: string; label: string }

interface Props { param: string; label: string; choices: readonly FilterChoice[]; chosen: readonly string[] }

/** Several values of one closed list, in the URL. None means all. */
export function FilterMenu({ param, label, choices, chosen }: Props) {
  const patch = useUrlPatch();
  const named = choices.filter((choice) => chosen.includes(choice.value));
  const toggle = (value: string, on: boolean): void => patch({ [param]: choices.filter((choice) => (choice.value === value ? on : chosen.includes(choice.value))).map((choice) => choice.value) });
  return (
    <Popover label={label} trigger={
      <Button>
        <span className="text-content-tertiary">{label}</span>
        {named.length > 0 && <span className="max-w-40 truncate">{named.map((choice) => choice.label).join(', ')}</span>}
        <ChevronDown aria-hidden size={14} className="text-content-tertiary" />
      </Button>
    }>
      <ul className="w-52 px-3 py-2">
        {choices.map((choice) => (
          <li key={choice.value} className="flex min-h-control items-center">
            <Checkbox checked={chosen.includes(choice.value)} onCheckedChange={(on) => toggle(choice.value, on)} label={choice.label} />
          </li>
        ))}
      </ul>
    </Popover>
  );
}
