'use client';
import { useTranslations } from 'use-intl';
import type { AlertContent, Step } from '@/lib/engine/correlate/types';
import { Time } from '../time/time';
import { cx } from '../ui/cx';
import { Panel } from './panel';
import { nodeOfNoun } from './selection';
import { StepMark } from './step-mark';
import { StorySentence } from './story-sentence';
import { useSelection } from './use-selection';

/** The story in order: when, in which phase of an attack, who did what where. */
export function StepsPanel({ content, className }: { content: AlertContent; className?: string }) {
  const t = useTranslations('alert');
  const days = new Set(content.steps.map((step) => Math.floor(step.observedAt / 86_400_000)));
  return (
    <Panel title={t('steps')} count={content.steps.length} bodyClassName="overflow-y-auto print:overflow-visible" {...(className === undefined ? {} : { className })}>
      <ol>
        {content.steps.map((step) => <StepItem key={step.number} step={step} content={content} withDate={days.size > 1} />)}
      </ol>
    </Panel>
  );
}

function StepItem({ step, content, withDate }: { step: Step; content: AlertContent; withDate: boolean }) {
  const t = useTranslations('alert');
  const phase = useTranslations('phase');
  const { selection, select } = useSelection();
  const selected = selection.steps.has(step.number);
  const endpoint = content.graph.nodes.find((node) => node.kind === 'endpoint' && node.endpointKey === step.endpointKey)?.label ?? step.endpointKey;
  const onNoun = (name: string, value: string): (() => void) | undefined => {
    const id = nodeOfNoun(name, value, content.graph.nodes, step.nodeIds);
    return id === undefined ? undefined : () => select({ kind: 'node', id });
  };
  const toggle = (): void => select(selection.pick?.kind === 'step' && selected ? null : { kind: 'step', number: step.number });
  return (
    <li className={cx('relative border-b border-stroke-subtle py-2 pr-3 pl-5', selected ? 'bg-surface-selected' : 'hover:bg-surface-hover')}>
      <button type="button" aria-pressed={selected} aria-label={t('step', { number: step.number })} onClick={toggle} className="focus-inset absolute inset-0 cursor-pointer" />
      <div className="pointer-events-none relative flex items-start gap-2 [&_button]:pointer-events-auto [&_time]:pointer-events-auto">
        <StepMark number={step.number} selected={selected} />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-content-tertiary">
            <Time at={step.observedAt} mode={withDate ? 'absolute' : 'time'} className="text-content-secondary" />
            <span className="font-medium text-content">{phase(step.phase)}</span>
            {endpoint !== undefined && <span className="truncate">{endpoint}</span>}
          </p>
          <p className="mt-0.5 break-words text-content-secondary"><StorySentence sentence={step.sentence} onNoun={onNoun} /></p>
          {step.techniques.length > 0 && <p className="mt-0.5 truncate font-mono text-xs text-content-tertiary" title={step.techniques.join(', ')}>{step.techniques.join(' · ')}</p>}
        </div>
      </div>
    </li>
  );
}
