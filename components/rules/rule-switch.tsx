'use client';
import { useTranslations } from 'use-intl';
import type { RuleRow } from '@/lib/rules/model';
import { Switch } from '../ui/switch';

interface Props { rule: RuleRow; canWrite: boolean; onChange: (enabled: boolean) => void }

/** On or off for this tenant, without a visible label: the rule's title stands beside it. Pressing it does not open the row. */
export function RuleSwitch({ rule, canWrite, onChange }: Props) {
  const t = useTranslations('rules');
  return (
    <span className="inline-flex shrink-0 [&_label]:sr-only" title={canWrite ? undefined : t('readOnly')} onClick={(event) => event.stopPropagation()} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === ' ') event.stopPropagation(); }}>
      <Switch checked={rule.enabled} disabled={!canWrite} onCheckedChange={onChange} label={t('enable', { title: rule.title })} />
    </span>
  );
}
