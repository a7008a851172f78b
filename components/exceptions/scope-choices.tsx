'use client';
import { useTranslations } from 'use-intl';
import type { ExceptionScope } from '@/lib/engine/exceptions/types';
import { Checkbox } from '../ui/checkbox';
import type { Subject } from './draft';

interface Props { scope: ExceptionScope; subject: Subject; onChange: (scope: ExceptionScope) => void }

const toggled = (list: readonly string[], value: string, on: boolean): string[] => (on ? [...list, value] : list.filter((each) => each !== value));

/** Where it holds: nothing ticked in a line means anywhere. */
export function ScopeChoices({ scope, subject, onChange }: Props) {
  const t = useTranslations('exceptions');
  const { endpointKey, endpointName, accountKey, accountName } = subject.activity;
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="pb-1 text-sm font-medium text-content-secondary">{t('scope')}</legend>
      {subject.rules.map(({ id, title }) => <Checkbox key={id} checked={scope.rules.includes(id)} onCheckedChange={(on) => onChange({ ...scope, rules: toggled(scope.rules, id, on) })} label={t('onlyRule', { title })} />)}
      {endpointKey !== undefined && <Checkbox checked={scope.endpoints.includes(endpointKey)} onCheckedChange={(on) => onChange({ ...scope, endpoints: toggled(scope.endpoints, endpointKey, on) })} label={t('onlyEndpoint', { name: endpointName ?? endpointKey })} />}
      {accountKey !== undefined && <Checkbox checked={scope.accounts.includes(accountKey)} onCheckedChange={(on) => onChange({ ...scope, accounts: toggled(scope.accounts, accountKey, on) })} label={t('onlyAccount', { name: accountName ?? accountKey })} />}
      {scope.rules.length === 0 && <p className="text-sm text-content-notice">{t('anyRule')}</p>}
    </fieldset>
  );
}
