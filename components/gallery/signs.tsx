'use client';
import { BarList } from '../charts/bar-list';
import { HistogramBrush } from '../charts/histogram-brush';
import { Sparkline } from '../charts/sparkline';
import { Time } from '../time/time';
import { Badge, type Intent } from '../ui/badge';
import { CodeBlock } from '../ui/code-block';
import { EmptyState } from '../ui/empty-state';
import { Kbd } from '../ui/kbd';
import { MiddleTruncate } from '../ui/middle-truncate';
import { Pill } from '../ui/pill';
import { ProgressBar } from '../ui/progress-bar';
import { PropertiesTable } from '../ui/properties-table';
import { LEVELS } from '../ui/severity';
import { SeverityBadge } from '../ui/severity-badge';
import { SkeletonRows } from '../ui/skeleton';
import { Specimen } from './specimen';

const INTENTS: readonly Intent[] = ['neutral', 'accent', 'positive', 'notice', 'negative'];
const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 0, 12, 0, 0);
const BUCKETS = Array.from({ length: 48 }, (_, index) => ({
  at: START + index * (HOUR_MS / 2),
  counts: { info: (index * 7) % 23, low: (index * 5) % 13, medium: index % 6 === 0 ? 9 : 2, high: index === 19 || index === 20 ? 14 : 0, critical: index === 20 ? 6 : 0 },
}));

function Texts() {
  return (
    <>
      <Specimen name="Type">
        <div className="flex w-full flex-col gap-1">
          <span className="text-title font-medium tracking-tight">Page title 画面の題</span>
          <span className="text-lg font-medium">Section, panel 見出し</span>
          <span>Body: tanaka opened 請求書.zip from mail in Edge on PC-0412.</span>
          <span className="text-content-secondary">Secondary: units, times and paths beside their value</span>
          <span className="text-sm text-content-tertiary">Tertiary: counts, hints</span>
          <span className="label-caps">Label capitals</span>
        </div>
      </Specimen>
      <Specimen name="Code, truncation, properties">
        <CodeBlock className="w-full" label="Command" code="npx yagura send ./logs --url http://localhost:3000 --token ygi_3f9a…" />
        <div className="w-72"><MiddleTruncate copy value="C:\Users\tanaka\AppData\Local\Temp\invoice\invoice-2026-01.exe" tail={19} /></div>
        <PropertiesTable className="w-full" columns={2} rows={[
          { key: 'image', label: 'Process', value: 'powershell.exe' }, { key: 'pid', label: 'Process ID', value: '4412', mono: true },
          { key: 'at', label: 'Observed', value: <Time mode="absolute" at={START} /> }, { key: 'hash', label: 'SHA-256', value: <MiddleTruncate value="9f2c4be1a07d5c9b1d3e5f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4" />, copy: '9f2c4be1' },
        ]} />
      </Specimen>
    </>
  );
}

/** Everything that is only read. */
export function Signs() {
  return (
    <>
      <Specimen name="Severity">
        {LEVELS.map((level) => <SeverityBadge key={level} level={level} />)}
        <SeverityBadge level="critical" score={92} />
        {LEVELS.map((level, index) => <SeverityBadge key={level} level={level} score={92 - index * 20} compact />)}
      </Specimen>
      <Specimen name="Badge, pill, keys, time">
        {INTENTS.map((intent) => <Badge key={intent} intent={intent}>{intent}</Badge>)}
        <Pill onClick={() => undefined}>12 new</Pill>
        <Kbd>g w</Kbd>
        <Time at={START} />
        <Time at={START} mode="absolute" />
      </Specimen>
      <Texts />
      <Specimen name="Histogram, sparkline, bar list">
        <div className="w-full"><HistogramBrush label="Detections over time" buckets={BUCKETS} bucketMs={HOUR_MS / 2} /></div>
        <Sparkline label="Hits per day" values={[3, 5, 2, 8, 13, 4, 1, 0, 2]} />
        <div className="w-64"><BarList label="Rules" items={[{ key: 'a', label: 'Encoded PowerShell', value: 41 }, { key: 'b', label: 'Remote service', value: 12 }, { key: 'c', label: 'LSASS read', value: 3 }]} /></div>
      </Specimen>
      <Specimen name="Progress, skeleton">
        <div className="w-full"><ProgressBar label="Loading the demo" value={12400} max={40000} detail="12,400 / 40,000 · 3,100/s" onCancel={() => undefined} /></div>
        <div className="w-full border-t border-stroke-subtle"><SkeletonRows rows={2} /></div>
      </Specimen>
      <Specimen name="Empty states">
        <div className="grid w-full grid-cols-2">
          {(['none-yet', 'no-match', 'no-right', 'failed'] as const).map((kind) => <EmptyState key={kind} kind={kind} />)}
        </div>
      </Specimen>
    </>
  );
}
