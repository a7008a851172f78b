'use client';
import { BellOff } from 'lucide-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { DetectionLine, Facet, Named } from '@/lib/detections/model';
import { useMessage } from '../i18n/use-message';
import { uiLevel } from '../record/ui-level';
import { ValueFilter } from '../record/value-filter';
import type { Column } from '../table/column';
import { Time } from '../time/time';
import { Badge } from '../ui/badge';
import { MiddleTruncate } from '../ui/middle-truncate';
import { SeverityBadge } from '../ui/severity-badge';

/** A value with its two filter buttons laid over its end while the pointer is on the row. */
function Filterable({ facet, value, label, children }: { facet: Facet; value: string | null | undefined; label: string; children: ReactNode }) {
  return (
    <span className="relative flex h-6 items-center">
      <span className="min-w-0 truncate">{children}</span>
      {value !== null && value !== undefined && <ValueFilter facet={facet} value={value} label={label} />}
    </span>
  );
}

const NONE = <span className="text-content-tertiary">—</span>;
const names = (list: readonly Named[]): string => list.map(({ id, name }) => (id === name ? id : `${id} ${name}`)).join('\n');

/** The name before its domain, which is dimmed: the name is what tells people apart. */
function AccountName({ name }: { name: string }) {
  const at = name.lastIndexOf('\\');
  return <span title={name}>{name.slice(at + 1)}{at > 0 && <span className="text-content-tertiary"> {name.slice(0, at)}</span>}</span>;
}

/** Values that end in what matters: they are cut in their middle. */
const PATHS: ReadonlySet<string> = new Set(['processImage', 'targetProcessImage', 'filePath', 'registryKey']);

function WhatHappened({ what, field }: { what: NonNullable<DetectionLine['what']>; field: string }) {
  if (PATHS.has(what.property)) return <MiddleTruncate value={what.text} tail={20} className="w-full" />;
  return <span title={`${field}: ${what.text}`} className="font-mono text-sm">{what.text}</span>;
}

/** A full host name with its domain dimmed; addresses are left alone. */
function EndpointName({ name }: { name: string }) {
  const at = /^[\d.:]+$/.test(name) || !name.includes('.') ? name.length : name.indexOf('.');
  return <span title={name}>{name.slice(0, at)}<span className="text-content-tertiary">{name.slice(at)}</span></span>;
}

export function useDetectionColumns(): Column<DetectionLine>[] {
  const t = useTranslations('techniques.columns');
  const record = useTranslations('record');
  const message = useMessage();
  const ruleText = useCallback(({ id, name, author }: DetectionLine['rules'][number]) => [name, ...(author === '' ? [] : [record('author', { name: author })]), id].join(' · '), [record]);
  return useMemo<Column<DetectionLine>[]>(() => [
    { id: 'time', header: t('time'), width: 212, cell: (row) => <span className="flex items-center gap-2"><SeverityBadge compact level={uiLevel(row.level)} /><Time at={row.observedAt} mode="absolute" /></span> },
    {
      id: 'rule', header: t('rule'), width: 210, grow: true,
      cell: (row) => (
        <Filterable facet="rule" value={row.rules[0]?.id} label={row.rules[0]?.name ?? ''}>
          <span title={row.rules.map((rule) => ruleText(rule)).join('\n')} className="text-content">{row.rules[0]?.name}{row.rules.length > 1 && <span className="text-content-tertiary"> +{row.rules.length - 1}</span>}{row.muted && <Badge intent="notice" icon={<BellOff aria-hidden size={12} />}>{row.mutedBy.map((id) => `EX-${id}`).join(' ')}</Badge>}</span>
        </Filterable>
      ),
    },
    { id: 'what', header: t('what'), width: 200, grow: true, cell: (row) => (row.what === null ? NONE : <WhatHappened what={row.what} field={message(`field.${row.what.property}`)} />) },
    { id: 'endpoint', header: t('endpoint'), width: 120, cell: (row) => (row.endpointName === null ? NONE : <Filterable facet="endpoint" value={row.endpointKey} label={row.endpointName}><EndpointName name={row.endpointName} /></Filterable>) },
    { id: 'account', header: t('account'), width: 120, cell: (row) => (row.accountName === null ? NONE : <Filterable facet="account" value={row.accountKey} label={row.accountName}><AccountName name={row.accountName} /></Filterable>) },
    {
      id: 'technique', header: t('technique'), width: 106, mono: true,
      cell: (row) => (row.techniques.length === 0 ? NONE : <Filterable facet="technique" value={row.techniques[0]?.id} label={row.techniques[0]?.id ?? ''}><span title={names(row.techniques)}>{row.techniques.map(({ id }) => id).join(' ')}</span></Filterable>),
    },
    { id: 'kind', header: t('kind'), width: 130, cell: (row) => <span className="text-content-secondary">{message(`kind.${row.kind}`)}</span> },
  ], [t, message, ruleText]);
}
