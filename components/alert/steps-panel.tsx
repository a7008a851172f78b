'use client';
import { Fragment, useEffect, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { AlertContent, Step } from '@/lib/engine/correlate/types';
import { formatAbsolute } from '../time/format';
import { Time } from '../time/time';
import { useTimeZone } from '../time/use-time-zone';
import { cx } from '../ui/cx';
import { endpointLabel } from './endpoint-label';
import { Panel } from './panel';
import { nodeOfNoun } from './selection';
import { StepMark } from './step-mark';
import { StorySentence } from './story-sentence';
import { useSelection } from './use-selection';

/** The story in order: when, in which phase of an attack, who did what where. */
export function StepsPanel({ content, className }: { content: AlertContent; className?: string }) {
  const t = useTranslations('alert');
  const locale = useLocale(), zone = useTimeZone();
  const dayOf = (step: Step | undefined): string => (step === undefined ? '' : formatAbsolute(step.observedAt, { locale, zone }).slice(0, 10));
  return (
    <Panel title={t('steps')} count={content.steps.length} bodyClassName="overflow-y-auto print:overflow-visible" {...(className === undefined ? {} : { className })}>
      <ol>
        {content.steps.map((step, index) => (
          <Fragment key={step.number}>
            {dayOf(step) !== dayOf(content.steps[index - 1]) && <li className="border-b border-stroke-subtle bg-surface-sunken py-0.5 pr-3 pl-12 text-sm text-content-tertiary tabular-nums">{dayOf(step)}</li>}
            <StepItem step={step} content={content} />
          </Fragment>
        ))}
      </ol>
    </Panel>
  );
}

function StepItem({ step, content }: { step: Step; content: AlertContent }) {
  const t = useTranslations('alert');
  const phase = useTranslations('phase');
  const { selection, select } = useSelection();
  const selected = selection.steps.has(step.number);
  const item = useInSight(selected && Math.min(...selection.steps) === step.number);
  const endpoint = endpointLabel(content, step.endpointKey);
  const onNoun = (name: string, value: string): (() => void) | undefined => {
    const id = nodeOfNoun(name, value, content.graph.nodes, step.nodeIds);
    return id === undefined ? undefined : () => select({ kind: 'node', id });
  };
  const toggle = (): void => select(selection.pick?.kind === 'step' && selected ? null : { kind: 'step', number: step.number });
  return (
    <li ref={item} className={cx('relative border-b border-stroke-subtle py-2 pr-3 pl-5', selected ? 'bg-surface-selected' : 'hover:bg-surface-hover')}>
      <button type="button" aria-pressed={selected} aria-label={t('step', { number: step.number })} onClick={toggle} className="focus-inset absolute inset-0 cursor-pointer" />
      <div className="pointer-events-none relative flex items-start gap-2 [&_button]:pointer-events-auto [&_time]:pointer-events-auto">
        <StepMark number={step.number} selected={selected} />
        <div className="min-w-0 flex-1">
          <p className="flex min-w-0 items-baseline gap-x-2 text-sm whitespace-nowrap text-content-tertiary">
            <Time at={step.observedAt} mode="time" className="text-content-secondary" />
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

/** Scrolls its own list, and nothing else, to what was selected elsewhere. */
function useInSight(wanted: boolean) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const list = item.current?.closest('ol')?.parentElement;
    if (!wanted || item.current === null || list === null || list === undefined) return;
    const own = item.current.getBoundingClientRect(), frame = list.getBoundingClientRect();
    if (own.top < frame.top) list.scrollTop += own.top - frame.top;
    else if (own.bottom > frame.bottom) list.scrollTop += own.bottom - frame.bottom;
  }, [wanted]);
  return item;
}
