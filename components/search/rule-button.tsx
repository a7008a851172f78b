'use client';
import { ScrollText } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { composeQuery } from '@/lib/searches/queries';
import { useRight } from '../shell/rights';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { draftRule } from './rule-draft';
import { useFieldLabel } from './use-search-facets';

/** From what is searched for to a rule that finds it from now on, or why that cannot be. */
export function RuleButton() {
  const t = useTranslations('search.rule'), params = useSearchParams(), label = useFieldLabel(), may = useRight('rule:write');
  const query = composeQuery(new URLSearchParams(params)), draft = useMemo(() => draftRule(query), [query]);
  const icon = <ScrollText aria-hidden size={14} />;
  if (!may) return <Button icon={icon} disabledReason={t('noRight')}>{t('open')}</Button>;
  if ('reason' in draft) return <Button icon={icon} disabledReason={t(draft.reason, { field: label(draft.field) })}>{t('open')}</Button>;
  return <ButtonLink href={`/rules/new?q=${encodeURIComponent(query)}`} icon={icon}>{t('open')}</ButtonLink>;
}
