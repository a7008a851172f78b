'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { MiddleTruncate } from '../ui/middle-truncate';
import { SeverityBadge } from '../ui/severity-badge';
import type { AlertView } from './alert-data';
import { highlightsOf, type Highlight } from './highlights';
import { Panel } from './panel';
import { useSelection } from './use-selection';

const SHOWN_FIRST = 8;
const VALUES_MAX = 3;
const PRINTED_MAX = 6;

/** Rule → techniques → the values that matched; who wrote the rule, how often, since when. */
export function HighlightsPanel({ view, onRecord }: { view: AlertView; onRecord: (uuid: string) => void }) {
  const t = useTranslations('alert');
  const common = useTranslations('common');
  const [all, setAll] = useState(false);
  const highlights = useMemo(() => highlightsOf(view.signals, view.rules), [view.signals, view.rules]);
  const shown = all ? highlights : highlights.slice(0, SHOWN_FIRST);
  const missing = view.alert.content.signalKeys.length - view.signals.length;
  return (
    <Panel title={t('highlights')} count={highlights.length} bodyClassName="overflow-x-auto">
      <table className="w-full text-left">
        <thead>
          <tr className="border-b border-stroke-subtle text-sm text-content-tertiary [&>th]:h-8 [&>th]:px-3 [&>th]:whitespace-nowrap [&>th]:font-normal [&>th:first-child]:pl-5">
            <th>{common('severity')}</th><th>{common('rule')}</th><th>{t('techniques')}</th><th>{t('matchedValues')}</th><th className="text-right">{common('count')}</th><th>{t('firstAndLast')}</th><th><span className="sr-only">{t('records')}</span></th>
          </tr>
        </thead>
        <tbody>{shown.map((highlight, index) => <Line key={highlight.ruleId} highlight={highlight} onRecord={onRecord} onPaper={index < PRINTED_MAX} />)}</tbody>
      </table>
      <div data-print="hide" className="flex items-center gap-3 px-5 py-2 text-sm text-content-tertiary empty:hidden">
        {highlights.length > shown.length && <Button size="sm" onClick={() => setAll(true)}>{t('showAll', { count: highlights.length })}</Button>}
        {missing > 0 && <span>{common('leftOut', { count: missing })}</span>}
      </div>
    </Panel>
  );
}

function Line({ highlight, onRecord, onPaper }: { highlight: Highlight; onRecord: (uuid: string) => void; onPaper: boolean }) {
  const t = useTranslations('alert');
  const { selection, select } = useSelection();
  const selected = highlight.signalKeys.some((key) => selection.signals.has(key));
  const [firstKey] = highlight.signalKeys;
  const [firstUuid] = highlight.uuids;
  const pick = (): void => { if (firstKey !== undefined) select(selected && selection.pick?.kind === 'signal' ? null : { kind: 'signal', key: firstKey }); };
  return (
    <tr className={cx('border-b border-stroke-subtle align-top [&>td]:px-3 [&>td]:py-1.5 [&>td:first-child]:pl-5', selected ? 'bg-surface-selected' : 'hover:bg-surface-hover', !onPaper && 'print:hidden')}>
      <td className="w-16"><SeverityBadge level={highlight.level} compact /></td>
      <td className="min-w-48">
        <button type="button" aria-pressed={selected} onClick={pick} title={highlight.description ?? undefined} className="text-left font-medium text-content hover:text-content-accent">{highlight.title}</button>
        <p className="text-sm text-content-tertiary">{[highlight.endpoints.slice(0, 3).join(', '), highlight.author === null ? '' : t('ruleBy', { author: highlight.author })].filter((part) => part !== '').join(' · ')}</p>
        <p className="font-mono text-xs break-all text-content-tertiary">{highlight.ruleId}</p>
      </td>
      <td className="w-28 font-mono text-sm text-content-secondary">{highlight.techniques.map((technique) => <span key={technique} className="block">{technique}</span>)}</td>
      <td className="w-2/5 max-w-72 min-w-64">
        {highlight.values.slice(0, VALUES_MAX).map((value) => (
          <span key={`${value.field}|${value.value}`} className="flex min-w-0 items-baseline gap-2" title={t('pattern', { pattern: value.pattern })}>
            <span className="w-28 shrink-0 truncate text-sm text-content-tertiary">{value.field}</span>
            <MiddleTruncate value={value.value.replace(/\s+/g, ' ')} tail={24} />
          </span>
        ))}
        {highlight.values.length > VALUES_MAX && <span className="text-sm text-content-tertiary">{t('moreValues', { count: highlight.values.length - VALUES_MAX })}</span>}
      </td>
      <td className="w-16 text-right tabular-nums">{highlight.count}</td>
      <td className="w-40 text-content-secondary">
        <Time at={highlight.firstSeen} mode="absolute" className="block" />
        {highlight.lastSeen !== highlight.firstSeen && <Time at={highlight.lastSeen} mode="absolute" className="block text-content-tertiary" />}
      </td>
      <td className="w-20 text-right" data-print="hide">{firstUuid !== undefined && <Button size="sm" intent="ghost" onClick={() => onRecord(firstUuid)}>{t('openRecord')}</Button>}</td>
    </tr>
  );
}
