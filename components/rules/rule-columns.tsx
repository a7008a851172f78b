'use client';
import { useMemo } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { RuleRow } from '@/lib/rules/model';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { FalsePositiveRate, RuleLevelBadge, RuleOrigin, RuleStateBadge } from './rule-badges';
import { RuleSwitch } from './rule-switch';
import { RuleTrend } from './rule-trend';
import { useCostText } from './use-cost-text';

const NONE = <span className="text-content-tertiary">—</span>;

interface Options { canWrite: boolean; onEnable: (rule: RuleRow, enabled: boolean) => void }

export function useRuleColumns({ canWrite, onEnable }: Options): readonly Column<RuleRow>[] {
  const t = useTranslations('rules');
  const format = useFormatter();
  const costText = useCostText();
  return useMemo<Column<RuleRow>[]>(() => [
    {
      id: 'title', header: t('columns.rule'), width: 300, grow: true, sortable: true,
      cell: (rule) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <RuleSwitch rule={rule} canWrite={canWrite} onChange={(enabled) => onEnable(rule, enabled)} />
          <span title={rule.author === '' ? rule.title : `${rule.title}\n${t('detail.author')}: ${rule.author}`} className={rule.enabled ? 'truncate text-content' : 'truncate text-content-tertiary'}>{rule.title || t('unknownTitle')}</span>
        </span>
      ),
    },
    { id: 'level', header: t('columns.level'), width: 100, sortable: true, cell: (rule) => <RuleLevelBadge rule={rule} /> },
    { id: 'state', header: t('columns.state'), width: 116, sortable: true, cell: (rule) => <RuleStateBadge rule={rule} /> },
    { id: 'hits', header: t('columns.hits'), width: 176, align: 'end', sortable: true, cell: (rule) => (rule.outcome === null ? NONE : <span className="inline-flex items-center justify-end gap-2"><RuleTrend daily={rule.outcome.daily} /><span title={t('hitsHint')} className="min-w-10 text-right tabular-nums">{format.number(rule.outcome.count)}</span></span>) },
    { id: 'lastFired', header: t('columns.lastFired'), width: 100, sortable: true, cell: (rule) => (rule.outcome?.lastFired ? <Time at={rule.outcome.lastFired} /> : <span className="text-content-tertiary">{t('never')}</span>) },
    { id: 'falsePositives', header: t('columns.falsePositives'), width: 96, align: 'end', sortable: true, cell: (rule) => <FalsePositiveRate rule={rule} /> },
    { id: 'cost', header: t('columns.cost'), width: 112, align: 'end', sortable: true, cell: (rule) => (rule.nanosecondsPerEvent === null ? NONE : <span className="text-content-secondary tabular-nums">{costText(rule.nanosecondsPerEvent)}</span>) },
    { id: 'techniques', header: t('columns.techniques'), width: 120, mono: true, cell: (rule) => (rule.techniques.length === 0 ? NONE : <span title={rule.techniques.join(' ')}>{rule.techniques.join(' ')}</span>) },
    { id: 'logSource', header: t('columns.logSource'), width: 200, sortable: true, cell: (rule) => (rule.logSource === '' ? NONE : <span title={rule.logSource} className="truncate text-content-secondary">{rule.logSource}</span>) },
    { id: 'origin', header: t('columns.origin'), width: 140, sortable: true, cell: (rule) => <RuleOrigin rule={rule} /> },
  ], [t, format, costText, canWrite, onEnable]);
}
