'use client';
import { useMemo, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { AlertContent, Signal, Step } from '@/lib/engine/correlate/types';
import { formatAbsolute, formatDuration } from '../time/format';
import { Time } from '../time/time';
import { useTimeZone } from '../time/use-time-zone';
import { cx } from '../ui/cx';
import { SEVERITY_GLYPHS, SEVERITY_TEXT } from '../ui/severity';
import { circledNumber, circledNumbers } from './circled-number';
import { endpointLabel } from './endpoint-label';
import { uiLevel } from '../record/ui-level';
import { highest } from './level';
import { Panel } from './panel';
import { clusterBy, timeScale, type TimeScale } from './timeline-scale';
import { useSelection } from './use-selection';

const MARK_WIDTH = 0.016, STEP_WIDTH = 0.022, NUMBERS_MAX = 4;
const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** When it happened, a lane per endpoint: steps above, detections by severity below. A press selects everywhere. */
export function TimelinePanel({ content, signals }: { content: AlertContent; signals: readonly Signal[] }) {
  const t = useTranslations('alert');
  const scale = useMemo(() => timeScale([...signals.map((signal) => signal.firstSeen), ...content.steps.map((step) => step.observedAt)]), [signals, content.steps]);
  const lanes = useMemo(() => lanesOf(signals, content), [signals, content]);
  return (
    <Panel title={t('timeline')} className="border-b border-stroke" bodyClassName="px-5 pt-1 pb-2">
      <div className="grid grid-cols-[8rem_1fr] text-sm">
        <Ticks scale={scale} />
        <span className="flex h-7 items-center text-content-tertiary">{t('steps')}</span>
        <StepLane steps={content.steps} scale={scale} />
        {lanes.map((lane) => <Lane key={lane.name} {...lane} scale={scale} steps={content.steps} />)}
      </div>
    </Panel>
  );
}

function lanesOf(signals: readonly Signal[], content: AlertContent): { name: string; signals: Signal[] }[] {
  const lanes = new Map<string, Signal[]>();
  for (const signal of [...signals].sort((a, b) => a.firstSeen - b.firstSeen)) {
    const { endpointKey, endpointAddress, sourceAddress } = signal.activity;
    const name = endpointLabel(content, endpointKey, endpointAddress, sourceAddress) ?? '—';
    lanes.set(name, [...(lanes.get(name) ?? []), signal]);
  }
  return [...lanes].map(([name, own]) => ({ name, signals: own }));
}

function Ticks({ scale }: { scale: TimeScale }) {
  const locale = useLocale();
  return (
    <>
      <span />
      <div className="relative h-5 text-xs text-content-tertiary">
        {scale.ticks.map((tick) => <span key={`${tick.at} ${tick.end}`} className={cx('absolute top-0', tick.end && '-translate-x-full')} style={{ left: percent(tick.position) }}><Time at={tick.at} mode={tick.end ? 'time' : 'absolute'} /></span>)}
        {scale.breaks.map((gap) => <span key={gap.position} className="sr-only">{formatDuration(gap.ms, locale)}</span>)}
      </div>
    </>
  );
}

function Track({ scale, children }: { scale: TimeScale; children: ReactNode }) {
  const locale = useLocale();
  return (
    <div className="relative h-7">
      <div aria-hidden className="absolute inset-x-0 top-1/2 border-t border-stroke" />
      {scale.breaks.map((gap) => <span key={gap.position} aria-hidden title={formatDuration(gap.ms, locale)} className="absolute top-1/2 flex -translate-y-1/2 items-center justify-center bg-surface text-xs text-content-tertiary" style={{ left: percent(gap.position), width: percent(gap.width) }}>⋯</span>)}
      {children}
    </div>
  );
}

function StepLane({ steps, scale }: { steps: readonly Step[]; scale: TimeScale }) {
  const t = useTranslations('alert');
  const { selection, select } = useSelection();
  return (
    <Track scale={scale}>
      {clusterBy(steps, (step) => scale.place(step.observedAt), STEP_WIDTH).map(({ position, items: [first, ...rest] }) => {
        if (first === undefined) return null;
        const numbers = [first, ...rest].map((step) => step.number);
        const selected = numbers.some((number) => selection.steps.has(number));
        return (
          <button key={first.number} type="button" aria-pressed={selected} aria-label={t('step', { number: numbers.join(', ') })} onClick={() => select({ kind: 'step', number: next(numbers, selection.pick?.kind === 'step' ? selection.pick.number : undefined) })}
            style={{ left: percent(position) }} className={cx('absolute top-1/2 -translate-y-1/2 rounded-sm bg-surface px-0.5 text-lg leading-5 whitespace-nowrap hover:text-content-accent', position > 0.9 ? '-translate-x-full' : '-translate-x-1', selected && numbers.length > NUMBERS_MAX ? 'text-content-accent' : 'text-content-secondary')}>
            {numbers.length > NUMBERS_MAX ? circledNumbers(numbers) : numbers.map((number) => <span key={number} className={selection.steps.has(number) ? 'text-content-accent' : undefined}>{circledNumber(number)}</span>)}
          </button>
        );
      })}
    </Track>
  );
}

/** Pressing a mark that stands for several walks through them. */
function next(numbers: readonly number[], current: number | undefined): number {
  const at = current === undefined ? -1 : numbers.indexOf(current);
  return numbers[(at + 1) % numbers.length] ?? 0;
}

function Lane({ name, signals, scale, steps }: { name: string; signals: readonly Signal[]; scale: TimeScale; steps: readonly Step[] }) {
  const locale = useLocale(), zone = useTimeZone();
  const severity = useTranslations('severity');
  const { selection, select } = useSelection();
  return (
    <>
      <span className="flex h-7 items-center truncate pr-2 text-content-secondary" title={name}>{name}</span>
      <Track scale={scale}>
        {clusterBy(signals, (signal) => scale.place(signal.firstSeen), MARK_WIDTH).map(({ position, items }) => {
          const [first] = items;
          if (first === undefined) return null;
          const level = highest(items.map((signal) => uiLevel(signal.level)));
          const selected = items.some((signal) => selection.signals.has(signal.key));
          const step = steps.find((each) => items.every((signal) => each.signalKeys.includes(signal.key)));
          const label = `${formatAbsolute(first.firstSeen, { locale, zone })} · ${severity(level)} · ${[...new Set(items.map((signal) => signal.ruleTitle))].join(', ')}`;
          return (
            <button key={first.key} type="button" aria-pressed={selected} aria-label={label} title={label} onClick={() => select(step === undefined || items.length === 1 ? { kind: 'signal', key: first.key } : { kind: 'step', number: step.number })}
              style={{ left: percent(position) }} className={cx('absolute top-1/2 flex h-6 min-w-4 -translate-x-1/2 -translate-y-1/2 items-center justify-center rounded-sm px-0.5', SEVERITY_TEXT[level], selected ? 'bg-surface-selected outline-1 outline-stroke-accent' : 'hover:bg-surface-hover', selection.pick !== null && !selected && 'opacity-45')}>
              <span aria-hidden>{SEVERITY_GLYPHS[level]}</span>
              {items.length > 1 && <span aria-hidden className="text-xs text-content-tertiary tabular-nums">{items.length}</span>}
            </button>
          );
        })}
      </Track>
    </>
  );
}
