'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { LEVELS, type Level } from '@/lib/engine/sigma/types';
import type { RuleDetail } from '@/lib/rules/model';
import { tacticKey } from '../record/tactics';
import { uiLevel } from '../record/ui-level';
import { Time } from '../time/time';
import { PropertiesTable, type PropertyRow } from '../ui/properties-table';
import { Select } from '../ui/select';
import { FalsePositiveRate, RuleOrigin } from './rule-badges';
import { RuleSwitch } from './rule-switch';
import { useCostText } from './use-cost-text';
import { useFacetLabel } from './use-rule-facets';
import { useOverlay } from './use-overlay';

/** What the tenant decides about the rule, who wrote it, and how it does. */
export function RuleProperties({ rule, canWrite }: { rule: RuleDetail; canWrite: boolean }) {
  const t = useTranslations('rules');
  const format = useFormatter();
  const costText = useCostText(), labelOf = useFacetLabel();
  const tactic = useTranslations('tactic');
  const overlay = useOverlay();
  const { info, outcome } = rule;
  const tactics = rule.tactics.map((id) => { const key = tacticKey(id); return key === undefined ? id : tactic(key); });
  const none = (text: string) => <span className="text-content-tertiary">{text}</span>;
  const rows: PropertyRow[] = [
    { key: 'state', label: t('states.in force'), value: <RuleSwitch rule={rule} canWrite={canWrite} onChange={(enabled) => overlay(rule, { enabled })} /> },
    { key: 'level', label: t('levelOf'), value: <LevelSelect rule={rule} canWrite={canWrite} onChange={(level) => overlay(rule, { level })} /> },
    { key: 'author', label: t('detail.author'), value: rule.author === '' ? none(t('detail.noAuthor')) : rule.author },
    { key: 'id', label: t('detail.id'), value: rule.id, copy: rule.id, mono: true },
    { key: 'license', label: t('detail.license'), value: info.license ?? none(t('detail.noLicense')) },
    { key: 'origin', label: t('detail.origin'), value: <RuleOrigin rule={rule} /> },
    { key: 'techniques', label: t('detail.techniques'), value: [...tactics, ...rule.techniques].join(' · ') || none('—') },
    { key: 'logSource', label: t('detail.logSource'), value: rule.logSource || none('—') },
    { key: 'hits', label: t('detail.hits'), value: outcome === null ? none('0') : <span className="tabular-nums">{format.number(outcome.count)}</span> },
    { key: 'lastFired', label: t('detail.lastFired'), value: outcome?.lastFired ? <Time at={outcome.lastFired} mode="absolute" /> : none(t('never')) },
    { key: 'fp', label: t('detail.falsePositiveRate'), value: <FalsePositiveRate rule={rule} /> },
    { key: 'cost', label: t('detail.cost'), value: rule.nanosecondsPerEvent === null ? none('—') : costText(rule.nanosecondsPerEvent) },
    { key: 'falsePositives', label: t('detail.falsePositives'), value: info.falsePositives.length === 0 ? none(t('detail.none')) : <ul>{info.falsePositives.map((each) => <li key={each}>{each}</li>)}</ul> },
    { key: 'references', label: t('detail.references'), value: info.references.length === 0 ? none(t('detail.none')) : <ul>{info.references.map((url) => <li key={url}><Reference url={url} /></li>)}</ul> },
    { key: 'maturity', label: t('detail.maturity'), value: rule.status === '' ? none('—') : labelOf('status', rule.status) },
    { key: 'file', label: t('detail.file'), value: rule.file, mono: true },
    ...(rule.updatedAt === null ? [] : [{ key: 'updated', label: t('detail.updated'), value: <Time at={rule.updatedAt} mode="absolute" /> }]),
  ];
  return <PropertiesTable rows={rows} />;
}

function Reference({ url }: { url: string }) {
  if (!/^https?:\/\//.test(url)) return <span className="break-all">{url}</span>;
  return <a href={url} rel="noreferrer noopener" target="_blank" className="break-all text-content-accent underline-offset-2 hover:underline">{url}</a>;
}

function LevelSelect({ rule, canWrite, onChange }: { rule: RuleDetail; canWrite: boolean; onChange: (level: Level) => void }) {
  const t = useTranslations('rules');
  const severity = useTranslations('severity');
  const options = [...LEVELS].reverse().map((value) => ({ value, label: value === rule.ruleLevel ? t('authorsLevel', { level: severity(uiLevel(value)) }) : severity(uiLevel(value)) }));
  return <Select aria-label={t('levelOf')} size="sm" className="max-w-44" value={rule.level} disabled={!canWrite} options={options} onValueChange={onChange} />;
}
