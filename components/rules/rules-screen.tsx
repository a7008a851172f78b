'use client';
import { Download, Plus, Variable } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleRow } from '@/lib/rules/model';
import { FacetRail } from '../filter/facet-rail';
import { FilterChips } from '../filter/filter-chips';
import { SearchBox } from '../filter/search-box';
import { useCommands } from '../shell/commands';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useOpenRow } from '../table/use-open-row';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { useRuleColumns } from './rule-columns';
import { RulePanel } from './rule-panel';
import { RuleProblems } from './rule-problems';
import { useOverlay } from './use-overlay';
import { useRuleFacets } from './use-rule-facets';
import { useRules } from './use-rules';

const rowId = (rule: RuleRow): string => rule.id;

/** All rules: what is in force, what it finds, what it costs, and what does not load. */
export function RulesScreen({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('rules');
  const router = useRouter();
  const rules = useRules();
  const { facets, chips } = useRuleFacets(rules.facets);
  const { openId, open, close } = useOpenRow();
  const overlay = useOverlay();
  const onEnable = useCallback((rule: RuleRow, enabled: boolean) => overlay(rule, { enabled }), [overlay]);
  const columns = useRuleColumns({ canWrite, onEnable });
  const { refresh } = rules;
  useCommands(() => [
    ...(canWrite ? [{ id: 'rules.new', label: t('newRule'), keys: 'c', run: () => router.push('/rules/new') }, { id: 'rules.import', label: t('importRules'), keys: 'i', run: () => router.push('/rules/import') }] : []),
    { id: 'rules.variables', label: t('variables'), keys: 'v', run: () => router.push('/rules/variables') }, { id: 'rules.refresh', label: t('refresh'), keys: 'r', run: refresh },
  ], [t, router, canWrite, refresh]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={rules.total === undefined ? undefined : rules.narrowed ? t('metaOf', { shown: rules.count, total: rules.total }) : t('meta', { shown: rules.total })} actions={<Actions canWrite={canWrite} />} />
      {rules.problems !== undefined && <RuleProblems report={rules.problems} />}
      <div className="flex min-h-0 flex-1 border-t border-stroke">
        <FacetRail facets={facets} loading={rules.loading} />
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="gutter flex min-h-bar flex-wrap items-center gap-2 border-b border-stroke-subtle py-1.5">
            <SearchBox param="text" label={t('searchLabel')} className="w-80 max-w-full" />
            <FilterChips keys={chips} />
          </div>
          <DataTable columns={columns} rows={rules.rows} rowId={rowId} label={t('title')} loading={rules.loading} fetching={rules.fetching} failed={rules.failed} openId={openId} onOpen={open} sort={rules.sort} onSortChange={rules.setSort}
            empty={rules.narrowed ? <EmptyState kind="no-match" /> : <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} />}
            footer={<StatusBar shown={rules.rows.length} total={rules.count} fetching={rules.fetching} updatedAt={rules.updatedAt} onRefresh={refresh} />} />
        </div>
      </div>
      <RulePanel row={openId === null ? null : (rules.rows.find(({ id }) => id === openId) ?? null)} id={openId} canWrite={canWrite} onClose={close} />
    </div>
  );
}

function Actions({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('rules');
  const variables = <ButtonLink href="/rules/variables" icon={<Variable aria-hidden size={14} />}>{t('variables')}</ButtonLink>;
  if (!canWrite) return <>{variables}<Button intent="primary" disabledReason={t('readOnly')} icon={<Plus aria-hidden size={14} />}>{t('newRule')}</Button></>;
  return (
    <>
      {variables}
      <ButtonLink href="/rules/import" icon={<Download aria-hidden size={14} />}>{t('importRules')}</ButtonLink>
      <ButtonLink href="/rules/new" intent="primary" icon={<Plus aria-hidden size={14} />}>{t('newRule')}</ButtonLink>
    </>
  );
}
