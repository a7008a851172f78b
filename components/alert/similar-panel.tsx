'use client';
import { useQuery } from '@tanstack/react-query';
import { Lightbulb } from 'lucide-react';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'use-intl';
import * as z from 'zod/mini';
import type { Finding } from '@/lib/alerts/model';
import { apiGet } from '../shell/api';
import { Time } from '../time/time';
import { EmptyState } from '../ui/empty-state';
import { SeverityBadge } from '../ui/severity-badge';
import { SkeletonRows } from '../ui/skeleton';
import { StatusBadge } from '../workbench/status-badge';
import { FINDINGS, STATUSES } from './alert-data';
import { Instant } from './instant';
import { Panel } from './panel';
import { StorySentence } from './story-sentence';

const Similar = z.object({
  items: z.array(z.object({
    id: z.string(), title: z.object({ key: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }), score: z.number(), severity: z.enum(['low', 'medium', 'high', 'critical']),
    status: z.enum(STATUSES), finding: z.nullable(z.enum(FINDINGS)), lastSeen: Instant, similarity: z.number(), sharedRules: z.number(), sharedEntities: z.array(z.string()),
  })),
  hint: z.nullable(z.object({ finding: z.enum(FINDINGS), count: z.number(), of: z.number() })),
});
export type SimilarView = z.infer<typeof Similar>;

/** Past alerts like this one and what was found: the team's own memory. */
export function SimilarPanel({ alertId, className }: { alertId: string; className?: string }) {
  const t = useTranslations('alert');
  const { data, isError } = useQuery({ queryKey: ['alerts', 'similar', alertId], queryFn: ({ signal }) => apiGet(`/api/console/alerts/${encodeURIComponent(alertId)}/similar`, Similar, signal), staleTime: 60_000 });
  return (
    <Panel title={t('similar')} {...(data === undefined ? {} : { count: data.items.length })} {...(className === undefined ? {} : { className })}>
      {data === undefined ? (isError ? <EmptyState kind="failed" /> : <div className="px-5 py-2"><SkeletonRows rows={3} /></div>) : <SimilarList view={data} />}
    </Panel>
  );
}

export function SimilarList({ view: { items, hint } }: { view: SimilarView }) {
  const t = useTranslations('alert'), format = useFormatter();
  return (
    <>
      {hint !== null && <Hint {...hint} />}
      {items.length === 0 && <p className="px-5 py-2 text-content-secondary">{t('similarNone')}</p>}
      <ul>
        {items.map((alert) => (
          <li key={alert.id} className="relative flex flex-col gap-0.5 border-b border-stroke-subtle px-5 py-2 hover:bg-surface-hover">
            <span className="flex items-center gap-2">
              <SeverityBadge level={alert.severity} score={alert.score} compact />
              <StatusBadge status={alert.status} finding={alert.finding} />
              <span className="ml-auto text-sm text-content-tertiary"><Time at={alert.lastSeen} /></span>
            </span>
            <Link href={`/workbench/${alert.id}`} className="text-content-secondary after:absolute after:inset-0"><StorySentence sentence={alert.title} /></Link>
            <span className="text-sm text-content-tertiary">
              {t('similarBy', { share: format.number(alert.similarity, { style: 'percent', maximumFractionDigits: 0 }), rules: alert.sharedRules })}
              {alert.sharedEntities.length > 0 && ` · ${t('similarEntities', { names: alert.sharedEntities.slice(0, 3).join(', ') })}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Hint({ finding, count, of }: { finding: Finding; count: number; of: number }) {
  const t = useTranslations('alert'), findings = useTranslations('finding');
  return <p className="flex items-start gap-2 border-b border-stroke-subtle bg-surface-accent px-5 py-2"><Lightbulb aria-hidden size={14} className="mt-0.5 shrink-0 text-content-accent" /><span>{t('similarHint', { count, of, finding: findings(finding) })}</span></p>;
}
