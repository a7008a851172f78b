'use client';
import { useRef, useState, type PointerEvent } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useUrlPatch } from '../filter/use-url-state';
import { useTimeZone } from '../time/use-time-zone';
import { LEVELS } from '../ui/severity';
import type { LevelLabels } from './chart-types';
import { Histogram, type HistogramProps } from './histogram';

interface Props extends Omit<HistogramProps, 'locale' | 'zone' | 'labels' | 'tableLabel'> {
  /** What is counted, where it has no severity. */
  countLabel?: string;
}

/** The histogram, with a drag that narrows the screen's time range. The time picker does the same by keyboard. */
export function HistogramBrush({ countLabel, ...props }: Props) {
  const t = useTranslations('chart');
  const severity = useTranslations('severity');
  const locale = useLocale();
  const zone = useTimeZone();
  const patch = useUrlPatch();
  const frame = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const { buckets, bucketMs } = props;
  const labels = Object.fromEntries(LEVELS.map((level) => [level, countLabel ?? severity(level)])) as LevelLabels;

  const bucketAt = (event: PointerEvent): number => {
    const box = frame.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return 0;
    return Math.min(buckets.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * buckets.length)));
  };
  const finish = (): void => {
    if (drag === null) return;
    setDrag(null);
    const first = buckets[Math.min(drag.from, drag.to)];
    const last = buckets[Math.max(drag.from, drag.to)];
    if (first === undefined || last === undefined) return;
    patch({ range: null, from: new Date(first.at).toISOString(), to: new Date(last.at + bucketMs).toISOString() }, { push: true });
  };
  const left = drag === null ? 0 : Math.min(drag.from, drag.to) / buckets.length;
  const width = drag === null ? 0 : (Math.abs(drag.to - drag.from) + 1) / buckets.length;
  return (
    <div ref={frame} title={t('zoom')} className="relative touch-none cursor-crosshair select-none"
      onPointerDown={(event) => {
        if (event.button !== 0 || buckets.length === 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: bucketAt(event), to: bucketAt(event) });
      }}
      onPointerMove={(event) => { if (drag !== null) setDrag({ from: drag.from, to: bucketAt(event) }); }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}>
      <Histogram {...props} locale={locale} zone={zone} labels={labels} tableLabel={t('bucket')} />
      {drag !== null && <div aria-hidden className="pointer-events-none absolute inset-y-0 border-x border-stroke-accent bg-surface-accent opacity-60" style={{ left: `${left * 100}%`, width: `${width * 100}%` }} />}
    </div>
  );
}
