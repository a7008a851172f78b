'use client';
import { ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Edge } from '@/lib/engine/correlate/types';
import { groupEdges, type EdgeGroup } from './edge-groups';
import { NeverJoinButton } from './never-join-button';
import { Panel } from './panel';
import { StorySentence } from './story-sentence';

const REPEATED_MIN = 2;

/** Why these detections are one story: the ties between them, by kind. */
export function WhyTogether({ edges, correctable = null, className }: { edges: readonly Edge[]; /** Id of the alert, when ties may be taken away. */ correctable?: string | null; className?: string }) {
  const t = useTranslations('alert');
  const groups = useMemo(() => groupEdges(edges), [edges]);
  return (
    <Panel title={t('whyTogether')} count={edges.length} {...(className === undefined ? {} : { className })}>
      {groups.length === 0 && <p className="px-5 py-3 text-content-secondary">{t('oneDetection')}</p>}
      <ul className="py-1">{groups.map((group) => <Group key={group.kind} group={group} correctable={correctable} />)}</ul>
    </Panel>
  );
}

/** Ties by what things are; a person's decision is undone where corrections are listed. */
const isCorrectable = (kind: EdgeGroup['kind']): boolean => kind !== 'analyst';

function Group({ group, correctable }: { group: EdgeGroup; correctable: string | null }) {
  const t = useTranslations('alert');
  const [first, ...rest] = group.reasons;
  const never = isCorrectable(group.kind) ? correctable : null;
  return (
    <li className="px-5 py-1.5">
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 font-medium text-content">{t(`edgeKinds.${group.kind}`)} <span className="font-normal text-content-tertiary tabular-nums">× {group.count}</span></span>
        <span className="shrink-0 text-sm text-content-tertiary tabular-nums">{t('confidence', { percent: Math.round(group.confidence * 100) })}</span>
      </p>
      {first !== undefined && <p className="flex items-start gap-1 text-content-secondary"><span className="min-w-0 flex-1 break-words"><StorySentence sentence={first.sentence} /></span>{never !== null && <NeverJoinButton alertId={never} entity={first.entity} />}</p>}
      {rest.length > 0 && (
        <details className="group print:hidden">
          <summary className="flex w-fit items-center gap-1 text-sm text-content-tertiary hover:text-content-accent">
            <ChevronRight aria-hidden size={12} className="transition-transform group-open:rotate-90" />{t('moreReasons', { count: rest.length })}
          </summary>
          <ul className="mt-1 flex flex-col gap-1 border-l border-stroke pl-3 text-content-secondary">
            {rest.map((reason, index) => <li key={index} className="flex items-start gap-1"><span className="min-w-0 flex-1 break-words"><StorySentence sentence={reason.sentence} />{reason.count >= REPEATED_MIN && <span className="text-content-tertiary tabular-nums"> × {reason.count}</span>}</span>{never !== null && <NeverJoinButton alertId={never} entity={reason.entity} />}</li>)}
          </ul>
        </details>
      )}
    </li>
  );
}
