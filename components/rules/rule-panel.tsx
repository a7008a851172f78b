'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { RuleDetail, RuleRow } from '@/lib/rules/model';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { Flyout } from '../ui/flyout';
import { SkeletonRows } from '../ui/skeleton';
import { QuarantineNotice } from './quarantine-notice';
import { RuleLevelBadge, RuleStateBadge } from './rule-badges';
import { RuleDescription } from './rule-description';
import { RuleExplanation } from './rule-explanation';
import { RuleProperties } from './rule-properties';
import { rulePagePath } from './rule-text';
import { fetchRule, rulesKeys } from './rules-api';

interface Props { id: string | null; row: RuleRow | null; canWrite: boolean; onClose: () => void }

/** A rule beside the list: who wrote it, what it looks for, how it does. */
export function RulePanel({ id, row, canWrite, onClose }: Props) {
  const t = useTranslations('rules');
  const { data, isError } = useQuery({ queryKey: rulesKeys.detail(id ?? ''), queryFn: ({ signal }) => fetchRule(id ?? '', signal), enabled: id !== null, placeholderData: undefined });
  const shown = data ?? row;
  return (
    <Flyout open={id !== null} onClose={onClose} width={640} label={shown?.title ?? t('columns.rule')} title={shown?.title ?? t('columns.rule')}
      subtitle={shown === null ? undefined : <span className="flex items-center gap-2 pt-1"><RuleLevelBadge rule={shown} /><RuleStateBadge rule={shown} /></span>}
      actions={id !== null && <ButtonLink size="sm" href={rulePagePath(id)}>{t('openPage')}</ButtonLink>}>
      {data !== undefined ? <Body rule={data} canWrite={canWrite} /> : isError ? <EmptyState kind="failed" /> : <SkeletonRows rows={10} />}
    </Flyout>
  );
}

function Body({ rule, canWrite }: { rule: RuleDetail; canWrite: boolean }) {
  return (
    <div className="flex flex-col gap-5 px-5 py-4">
      <QuarantineNotice rule={rule} canWrite={canWrite} />
      <RuleDescription rule={rule} />
      <RuleExplanation kind={rule.kind} parts={rule.parts} text={rule.text} />
      <RuleProperties rule={rule} canWrite={canWrite} />
    </div>
  );
}
