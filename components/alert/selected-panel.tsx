'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { AlertContent, GraphNode, Signal, Step } from '@/lib/engine/correlate/types';
import { nodeDetail } from '../graph/node-label';
import { NODE_ICONS } from '../graph/node-look';
import { useMessage } from '../i18n/use-message';
import { Time } from '../time/time';
import { CodeBlock } from '../ui/code-block';
import { IconButton } from '../ui/icon-button';
import { PropertiesTable, type PropertyRow } from '../ui/properties-table';
import { SeverityBadge } from '../ui/severity-badge';
import type { AlertView } from './alert-data';
import { DetectionList } from './detection-list';
import { uiLevel } from '../record/ui-level';
import { longValues, nodeFields, type FieldValue } from './selected-fields';
import { NextActionsList } from './next-actions-list';
import { Panel } from './panel';
import { StepMark } from './step-mark';
import { StorySentence } from './story-sentence';
import { useSelection } from './use-selection';

interface Props { view: AlertView; onRecord: (uuid: string) => void; className?: string }

/** All about what is selected; what to do next while nothing is. */
export function SelectedPanel({ view, onRecord, className }: Props) {
  const t = useTranslations('alert');
  const { selection: { pick, signals }, select } = useSelection();
  const { content } = view.alert;
  const touching = view.signals.filter((signal) => signals.has(signal.key));
  const step = pick?.kind === 'step' ? content.steps.find(({ number }) => number === pick.number) : undefined;
  const node = pick?.kind === 'node' ? content.graph.nodes.find(({ id }) => id === pick.id) : undefined;
  const clear = pick === null ? undefined : <IconButton size="sm" label={t('clearSelection')} icon={<X aria-hidden size={12} />} onClick={() => select(null)} />;
  return (
    <Panel title={pick === null ? t('summary') : t('selected')} actions={clear} bodyClassName="overflow-y-auto print:overflow-visible" {...(className === undefined ? {} : { className })}>
      {pick === null && <><NextActionsList content={content} /><p className="px-5 pb-3 text-sm text-content-tertiary print:hidden">{t('nothingSelected')}</p></>}
      {step !== undefined && <StepDetail step={step} />}
      {node !== undefined && <NodeDetail node={node} content={content} />}
      {pick?.kind === 'signal' && touching[0] !== undefined && <SignalDetail signal={touching[0]} />}
      {pick !== null && <DetectionList signals={touching} onRecord={onRecord} />}
    </Panel>
  );
}

function Fields({ fields }: { fields: readonly FieldValue[] }) {
  const message = useMessage();
  const label = (field: string): string => (message.has(`field.${field}`) ? message(`field.${field}`) : message.has(`alert.param.${field}`) ? message(`alert.param.${field}`) : field);
  const rows = fields.filter((field) => !field.block).map((field): PropertyRow => ({ key: field.field, label: label(field.field), value: field.value, copy: field.value, mono: field.mono }));
  return (
    <div className="flex flex-col gap-2 px-5 py-2">
      {rows.length > 0 && <PropertiesTable rows={rows} className="[&_dt]:w-28" />}
      {fields.filter((field) => field.block).map((field) => <CodeBlock key={field.field} code={field.value} label={label(field.field)} wrap />)}
    </div>
  );
}

function StepDetail({ step }: { step: Step }) {
  const t = useTranslations('alert');
  const phase = useTranslations('phase');
  return (
    <>
      <div className="flex items-start gap-2 px-5 pt-3">
        <StepMark number={step.number} selected />
        <div className="min-w-0">
          <p className="font-medium">{phase(step.phase)}</p>
          <p className="text-sm text-content-tertiary"><Time at={step.observedAt} mode="absolute" />{step.lastAt !== step.observedAt && <>–<Time at={step.lastAt} mode="time" /></>}</p>
          <p className="mt-1 break-words text-content-secondary"><StorySentence sentence={step.sentence} /></p>
          {step.techniques.length > 0 && <p className="mt-1 text-sm text-content-tertiary">{t('techniques')} <span className="font-mono">{step.techniques.join(', ')}</span></p>}
        </div>
      </div>
      <Fields fields={longValues(step.sentence)} />
    </>
  );
}

function NodeDetail({ node, content }: { node: GraphNode; content: AlertContent }) {
  const kinds = useTranslations('graph.kinds');
  const { select } = useSelection();
  const t = useTranslations('alert');
  const Icon = NODE_ICONS[node.kind];
  const host = content.graph.nodes.find((other) => other.kind === 'endpoint' && other.endpointKey === node.endpointKey && other.id !== node.id);
  const steps = content.steps.filter((step) => step.nodeIds.includes(node.id));
  const detail = nodeDetail(node, host?.label);
  return (
    <>
      <div className="flex items-start gap-2 px-5 pt-3">
        <Icon aria-hidden size={16} className="mt-0.5 shrink-0 text-content-secondary" />
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">{node.label}</p>
          <p className="text-sm text-content-tertiary">{[kinds(node.kind), detail].filter((part) => part !== '').join(' · ')}{node.observedAt !== undefined && <> · <Time at={node.observedAt} mode="absolute" /></>}</p>
        </div>
        {node.level !== undefined && <SeverityBadge level={uiLevel(node.level)} />}
      </div>
      {steps.length > 0 && (
        <p className="flex flex-wrap items-center gap-1 px-5 pt-2 text-sm text-content-tertiary">{t('inSteps')}
          {steps.map((step) => <button key={step.number} type="button" aria-label={t('step', { number: step.number })} onClick={() => select({ kind: 'step', number: step.number })} className="rounded-sm hover:text-content-accent"><StepMark number={step.number} /></button>)}
        </p>
      )}
      <Fields fields={nodeFields(node)} />
    </>
  );
}

function SignalDetail({ signal }: { signal: Signal }) {
  const kind = useTranslations('kind');
  const { activity } = signal;
  const matched = [...new Map(signal.matched.map((field) => [field.field, { field: field.field, value: field.value, mono: true, block: field.value.length > 120 }])).values()];
  return (
    <>
      <div className="px-5 pt-3">
        <p className="flex items-start gap-2"><SeverityBadge level={uiLevel(signal.level)} /><span className="min-w-0 font-medium break-words">{signal.ruleTitle}</span></p>
        <p className="mt-1 text-sm text-content-tertiary">{kind(activity.kind)} · {activity.endpointName?.split('.')[0] ?? '—'} · {activity.accountName ?? '—'}</p>
      </div>
      <Fields fields={matched} />
    </>
  );
}
