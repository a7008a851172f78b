'use client';
import { Plus, X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Activity } from '@/lib/engine/activity/activity';
import type { Condition, Operator } from '@/lib/engine/exceptions/types';
import { useMessage } from '../i18n/use-message';
import { Button } from '../ui/button';
import { DropdownMenu } from '../ui/dropdown-menu';
import { IconButton } from '../ui/icon-button';
import { Textarea } from '../ui/input';
import { Select } from '../ui/select';
import { choosable, conditionOn } from './draft';

const OPERATORS: readonly Operator[] = ['equals', 'starts', 'ends', 'contains', 'wildcard', 'cidr'];
const ADDRESSES: ReadonlySet<keyof Activity> = new Set(['endpointAddress', 'sourceAddress', 'destinationAddress']);

interface Props { conditions: readonly Condition[]; activity: Partial<Activity>; onChange: (conditions: readonly Condition[]) => void }

/** What must be so: one row per field, all of them together; several values in a row, one per line, mean any of them. */
export function ConditionRows({ conditions, activity, onChange }: Props) {
  const t = useTranslations('exceptions'), message = useMessage();
  const label = (property: keyof Activity): string => message(`field.${property}`);
  const set = (at: number, change: Partial<Condition>): void => onChange(conditions.map((condition, i) => (i === at ? { ...condition, ...change } : condition)));
  const left = choosable(activity).filter((property) => !conditions.some((condition) => condition.property === property));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium text-content-secondary">{t('conditions')}</legend>
      {conditions.length === 0 && <p className="text-sm text-content-tertiary">{t('noConditions')}</p>}
      {conditions.map((condition, at) => (
        <div key={condition.property} role="group" aria-label={label(condition.property)} className="grid grid-cols-[8rem_7.5rem_minmax(0,1fr)_auto] items-start gap-2">
          <span className="truncate pt-1.5 text-sm" title={label(condition.property)}>{label(condition.property)}</span>
          <Select
            aria-label={t('comparison')} value={condition.operator} onValueChange={(operator) => set(at, { operator })}
            options={OPERATORS.filter((operator) => operator !== 'cidr' || ADDRESSES.has(condition.property)).map((value) => ({ value, label: t(`operators.${value}`) }))}
          />
          <Textarea
            mono aria-label={t('values')} rows={Math.min(4, Math.max(1, condition.values.length, Math.ceil((condition.values[0]?.length ?? 0) / 60)))} value={condition.values.join('\n')}
            onChange={(event) => set(at, { values: event.currentTarget.value.split('\n') })}
          />
          <IconButton label={t('removeCondition', { name: label(condition.property) })} icon={<X aria-hidden size={14} />} onClick={() => onChange(conditions.filter((_, i) => i !== at))} />
        </div>
      ))}
      {left.length > 0 && (
        <DropdownMenu
          trigger={<Button size="sm" intent="ghost" className="self-start" icon={<Plus aria-hidden size={14} />}>{t('addCondition')}</Button>}
          items={left.map((property) => ({ id: property, label: `${label(property)}: ${String(activity[property]).slice(0, 60)}`, onSelect: () => onChange([...conditions, conditionOn(activity, property)]) }))}
        />
      )}
    </fieldset>
  );
}
