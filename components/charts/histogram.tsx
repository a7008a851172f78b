import { formatAbsolute } from '../time/format';
import { LEVELS, SEVERITY_FILL, SEVERITY_GLYPHS } from '../ui/severity';
import type { Bucket, LevelLabels } from './chart-types';
import { bucketTotal, labelIndices, layoutBars, niceMax } from './histogram-geometry';

export interface HistogramProps {
  label: string;
  buckets: readonly Bucket[];
  bucketMs: number;
  locale: string;
  zone: string;
  labels: LevelLabels;
  /** Heading of the time column in the table that stands for the chart. */
  tableLabel: string;
  height?: number;
}

const UNIT = 10;
const LABELS_MAX = 6;
const DAY_MS = 86_400_000;

/** Stacked bars by severity over time. Renders on the server; the same numbers follow as a table for those who do not see it. */
export function Histogram({ label, buckets, bucketMs, locale, zone, labels, tableLabel, height = 72 }: HistogramProps) {
  const plot = height - 18;
  const max = niceMax(Math.max(0, ...buckets.map(bucketTotal)));
  const bars = layoutBars(buckets, plot, max);
  const width = Math.max(1, buckets.length) * UNIT;
  const present = LEVELS.filter((level) => buckets.some((bucket) => (bucket.counts[level] ?? 0) > 0));
  const when = (at: number): string => formatAbsolute(at, { locale, zone, seconds: false });
  const tick = (at: number): string => (bucketMs >= DAY_MS ? when(at).slice(5, 10) : when(at).slice(buckets.length * bucketMs > DAY_MS ? 5 : 11));
  return (
    <figure aria-label={label} className="relative w-full min-w-0" style={{ height }}>
      <span aria-hidden className="absolute top-0 left-0 z-10 bg-surface pr-1 text-xs leading-none text-content-tertiary tabular-nums">{max.toLocaleString(locale)}</span>
      <svg aria-hidden viewBox={`0 0 ${width} ${plot}`} preserveAspectRatio="none" className="block w-full" style={{ height: plot }}>
        <line x1={0} x2={width} y1={0.5} y2={0.5} vectorEffect="non-scaling-stroke" className="stroke-stroke-subtle" />
        {bars.map((bar, index) => (
          <g key={bar.at}>
            <title>{`${when(bar.at)} · ${bar.total.toLocaleString(locale)}`}</title>
            <rect x={index * UNIT} y={0} width={UNIT} height={plot} className="fill-transparent hover:fill-surface-pressed" />
            {bar.segments.map((segment) => <rect key={segment.level} x={index * UNIT + 1} y={segment.y} width={UNIT - 2} height={segment.height} className={`pointer-events-none ${SEVERITY_FILL[segment.level]}`} />)}
          </g>
        ))}
        <line x1={0} x2={width} y1={plot - 0.5} y2={plot - 0.5} vectorEffect="non-scaling-stroke" className="stroke-stroke" />
      </svg>
      <div aria-hidden className="relative h-4 text-xs text-content-tertiary tabular-nums">
        {labelIndices(buckets.length, LABELS_MAX).map((index) => <span key={index} className="absolute top-0.5 whitespace-nowrap" style={{ left: `${(index / buckets.length) * 100}%` }}>{tick(buckets[index]?.at ?? 0)}</span>)}
      </div>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead><tr><th scope="col">{tableLabel}</th>{present.map((level) => <th key={level} scope="col">{SEVERITY_GLYPHS[level]} {labels[level]}</th>)}</tr></thead>
        <tbody>
          {buckets.filter((bucket) => bucketTotal(bucket) > 0).map((bucket) => (
            <tr key={bucket.at}><th scope="row">{when(bucket.at)}</th>{present.map((level) => <td key={level}>{bucket.counts[level] ?? 0}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
