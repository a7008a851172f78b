'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleDetail } from '@/lib/rules/model';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { useCommands } from '../shell/commands';
import { CodeBlock } from '../ui/code-block';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { Tabs, TabPanel } from '../ui/tabs';
import { BackTestPanel } from './back-test-panel';
import { BackTestList } from './back-test-list';
import { DiffView } from './diff-view';
import { QuarantineNotice } from './quarantine-notice';
import { RuleActions } from './rule-actions';
import { RuleActivity } from './rule-activity';
import { RuleAlerts } from './rule-alerts';
import { RuleLevelBadge, RuleOrigin, RuleStateBadge } from './rule-badges';
import { RuleDescription } from './rule-description';
import { RuleExplanation } from './rule-explanation';
import { RuleProperties } from './rule-properties';
import { RuleTests } from './rule-tests';
import { fetchRule, rulesKeys } from './rules-api';
import { RulesTrail } from './rules-trail';

const TABS = ['overview', 'yaml', 'tests', 'backTest'] as const;
type Tab = (typeof TABS)[number];

/** One rule: what it looks for, how it does, and what is decided about it here. */
export function RulePage({ id, canWrite }: { id: string; canWrite: boolean }) {
  const { data, isError } = useQuery({ queryKey: rulesKeys.detail(id), queryFn: ({ signal }) => fetchRule(id, signal) });
  if (data === undefined) return isError ? <EmptyState kind="failed" /> : null;
  return <Loaded rule={data} canWrite={canWrite} />;
}

function Loaded({ rule, canWrite }: { rule: RuleDetail; canWrite: boolean }) {
  const t = useTranslations('rules');
  const [tab, setTab] = useTab();
  useCommands(() => [{ id: 'rule.backTest', label: t('actions.backTest'), keys: 'b', run: () => setTab('backTest') }], [t, setTab]);
  const items = TABS.map((value) => ({ value, label: t(`tabs.${value}`), ...(value === 'tests' && rule.tests.length > 0 ? { count: rule.tests.length } : {}) }));
  return (
    <div className="flex flex-col pb-10">
      <RulesTrail />
      <PageHeader title={rule.title || t('unknownTitle')} meta={<Meta rule={rule} />} actions={<RuleActions rule={rule} canWrite={canWrite} onBackTest={() => setTab('backTest')} />} />
      {rule.excess !== null && <div className="gutter pb-3"><QuarantineNotice rule={rule} canWrite={canWrite} /></div>}
      <Tabs value={tab} onValueChange={setTab} label={rule.title} items={items}>
        <TabPanel value="overview" className="gutter grid gap-x-10 gap-y-6 pt-4 xl:grid-cols-[minmax(0,1fr)_440px]">
          <div className="flex min-w-0 flex-col gap-6">
            <RuleDescription rule={rule} />
            <RuleExplanation kind={rule.kind} parts={rule.parts} text={rule.text} />
            <RuleAlerts alerts={rule.alerts} />
            <RuleActivity rule={rule} />
          </div>
          <div><RuleProperties rule={rule} canWrite={canWrite} /></div>
        </TabPanel>
        <TabPanel value="yaml" className="gutter flex flex-col gap-4 pt-4">
          {rule.upstreamText !== null && rule.upstreamText !== rule.text && <DiffView label={t('detail.diff')} before={rule.upstreamText} after={rule.text} />}
          <CodeBlock label={t('detail.yaml')} code={rule.text} />
        </TabPanel>
        <TabPanel value="tests" className="gutter pt-4"><RuleTests tests={rule.tests} /></TabPanel>
        <TabPanel value="backTest" className="gutter flex flex-col gap-6 pt-4">
          <BackTestPanel ruleId={rule.id} kind={rule.kind} canWrite={canWrite} />
          <BackTestList ruleId={rule.id} />
        </TabPanel>
      </Tabs>
    </div>
  );
}

function Meta({ rule }: { rule: RuleDetail }) {
  const t = useTranslations('rules.detail');
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <RuleLevelBadge rule={rule} /><RuleStateBadge rule={rule} /><RuleOrigin rule={rule} />
      <span className="text-content-tertiary">{t('author')}: <span className="text-content-secondary">{rule.author || t('noAuthor')}</span></span>
    </span>
  );
}

function useTab(): [Tab, (tab: Tab) => void] {
  const [value] = useUrlState('tab', 'overview');
  const patch = useUrlPatch();
  const set = useCallback((tab: Tab) => patch({ tab: tab === 'overview' ? null : tab }, { push: true, shallow: true }), [patch]);
  return [TABS.find((tab) => tab === value) ?? 'overview', set];
}
