'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useEffect } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { ExceptionFromAlert } from '../exceptions/exception-from-alert';
import { useUrlPatch } from '../filter/use-url-state';
import { GraphPanel } from '../graph/graph-panel';
import { useCommands } from '../shell/commands';
import { EmptyState } from '../ui/empty-state';
import { Skeleton } from '../ui/skeleton';
import { alertQuery, type AlertView } from './alert-data';
import { AlertLinks } from './alert-links';
import { AlertHeader } from './alert-header';
import { CorrectMenu } from './correct-menu';
import { CorrectionsPanel } from './corrections-panel';
import { EntitiesPanel } from './entities-panel';
import { HighlightsPanel } from './highlights-panel';
import { IndicatorsPanel } from './indicators-panel';
import { NotesPanel } from './notes-panel';
import { RecordsPanel } from './records-panel';
import { SelectedPanel } from './selected-panel';
import { readPick, resolveSelection } from './selection';
import { SelectionProvider, useSelection } from './use-selection';
import { SimilarPanel } from './similar-panel';
import { StepsPanel } from './steps-panel';
import { TimelinePanel } from './timeline-panel';
import type { Person } from './use-change-alert';
import { WhyScore } from './why-score';
import { WhyTogether } from './why-together';

/** Fetched when the first record is opened. */
const RecordPanel = dynamic(() => import('../record/record-panel').then((module) => module.RecordPanel), { ssr: false });

interface Props { id: string; me: Person; may: { change: boolean; note: boolean } }

/** The alert page. It arrives whole from the server and stays up to date. */
export function AlertScreen({ id, me, may }: Props) {
  const router = useRouter();
  const { data, isError } = useQuery(alertQuery(id));
  const joinedInto = data !== undefined && data.alert.id !== id ? data.alert.id : undefined;
  useEffect(() => { if (joinedInto !== undefined) router.replace(`/workbench/${joinedInto}`); }, [joinedInto, router]);
  if (data === undefined) return isError ? <EmptyState kind="failed" /> : <div className="flex flex-col gap-3 p-5"><Skeleton width="30%" /><Skeleton width="70%" height={24} /><Skeleton width="50%" /></div>;
  return <SelectionProvider content={data.alert.content}><AlertPage view={data} me={me} may={may} /></SelectionProvider>;
}

function AlertPage({ view, me, may }: Pick<Props, 'me' | 'may'> & { view: AlertView }) {
  const { alert, signals } = view;
  const { content } = alert;
  const { uuid, open, close } = useOpenRecord();
  useStepKeys(content);
  return (
    <div className="alert-page relative @container pb-8 print:pb-0">
      <AlertHeader alert={alert} me={me} canWrite={may.change} actions={<><ExceptionFromAlert alertId={alert.id} signals={signals} /><CorrectMenu alert={alert} signals={signals} canWrite={may.change} /></>} />
      <AlertLinks links={content.links} />
      <div className="alert-work grid border-b border-stroke">
        <StepsPanel content={content} className="alert-steps" />
        <GraphPanel graph={content.graph} className="alert-graph" />
        <SelectedPanel view={view} onRecord={open} className="alert-selected" />
      </div>
      <TimelinePanel content={content} signals={signals} />
      <div className="grid border-b border-stroke @3xl:grid-cols-2 @3xl:divide-x @6xl:grid-cols-3 print:grid-cols-3">
        <WhyScore content={content} />
        <WhyTogether edges={content.edges} correctable={may.change && alert.status !== 'closed' ? alert.id : null} />
        <NotesPanel alertId={alert.id} notes={alert.notes} canWrite={may.note} className="@3xl:col-span-2 @3xl:border-t @6xl:col-span-1 @6xl:border-t-0 print:col-span-1! print:border-t-0!" />
      </div>
      <CorrectionsPanel alertId={alert.id} canWrite={may.change} />
      <HighlightsPanel view={view} onRecord={open} />
      <div className="grid border-y border-stroke @3xl:grid-cols-2 @3xl:divide-x print:grid-cols-2">
        <EntitiesPanel content={content} />
        <IndicatorsPanel indicators={content.indicators} signals={signals} />
      </div>
      <SimilarPanel alertId={alert.id} className="border-b border-stroke print:hidden" />
      <RecordsPanel signals={signals} onRecord={open} />
      {uuid !== null && <RecordPanel uuid={uuid} onClose={close} withAlerts={false} />}
    </div>
  );
}

/** The record that is open beside the page, as `?record=`. */
function useOpenRecord(): { uuid: string | null; open: (uuid: string) => void; close: () => void } {
  const uuid = useSearchParams().get('record');
  const patch = useUrlPatch();
  const open = useCallback((next: string) => patch({ record: next }, { shallow: true }), [patch]);
  const close = useCallback(() => patch({ record: null }, { shallow: true }), [patch]);
  return { uuid, open, close };
}

/** `j` and `k` walk through the story. */
function useStepKeys(content: AlertContent): void {
  const t = useTranslations('alert');
  const { select } = useSelection();
  useCommands(() => {
    const go = (by: number): void => {
      // What the address bar says now: keys may come faster than renders.
      const { steps } = resolveSelection(readPick(new URLSearchParams(window.location.search).get('sel')), content);
      const last = content.steps.at(-1)?.number ?? 0, from = steps.size > 0 ? Math.min(...steps) : by > 0 ? 0 : last + 1;
      if (last > 0) select({ kind: 'step', number: Math.min(last, Math.max(1, from + by)) });
    };
    return [{ id: 'alert.nextStep', label: t('nextStep'), keys: 'j', run: () => go(1) }, { id: 'alert.previousStep', label: t('previousStep'), keys: 'k', run: () => go(-1) }];
  }, [t, content, select]);
}
