'use client';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { ProcessPage } from '@/lib/assets/model';
import { assetKeys } from '@/lib/assets/queries';
import { useUrlPatch } from '../filter/use-url-state';
import { Time } from '../time/time';
import { EmptyState } from '../ui/empty-state';
import { IconButton } from '../ui/icon-button';
import { Select } from '../ui/select';
import { fetchProcesses, type AssetId } from './assets-api';
import { ProcessRun } from './process-run';
import { processTrees } from './process-tree';
import { Loaded } from './section';

const REACHES = ['5', '15', '60'] as const;
const USUAL_REACH = '15';
const MINUTE_MS = 60_000;

interface Props { id: AssetId; lastSeen: string; onOpen: (uuid: string) => void }

/** Programs that were started around a time, below what started them. */
export function AssetProcesses({ id, lastSeen, onOpen }: Props) {
  const t = useTranslations('assets.processes');
  const params = useSearchParams(), patch = useUrlPatch();
  const asked = Number(params.get('at')), at = Number.isSafeInteger(asked) && asked > 0 ? asked : Date.parse(lastSeen);
  const reach = REACHES.find((each) => each === params.get('minutes')) ?? USUAL_REACH, step = 2 * Number(reach) * MINUTE_MS;
  const move = (to: number): void => patch({ at: String(to) }, { shallow: true });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="gutter flex h-bar items-center gap-3 border-b border-stroke-subtle">
        <span className="text-content-secondary">{t('around')} <Time at={at} mode="absolute" /></span>
        <Select aria-label={t('reach')} value={reach} onValueChange={(value) => patch({ minutes: value === USUAL_REACH ? null : value }, { shallow: true })} options={REACHES.map((value) => ({ value, label: t('minutes', { count: Number(value) }) }))} />
        <IconButton label={t('back')} icon={<ChevronLeft aria-hidden size={14} />} onClick={() => move(at - step)} />
        <IconButton label={t('forward')} icon={<ChevronRight aria-hidden size={14} />} onClick={() => move(at + step)} />
      </div>
      <Loaded key={`${at} ${reach}`} queryKey={assetKeys.part(id.kind, id.key, 'processes', String(at), reach)} load={(signal) => fetchProcesses(id, at, Number(reach), signal)}>
        {(page) => <Trees page={page} id={id} onOpen={onOpen} />}
      </Loaded>
    </div>
  );
}

function Trees({ page, id, onOpen }: { page: ProcessPage; id: AssetId; onOpen: (uuid: string) => void }) {
  const t = useTranslations('assets');
  const roots = useMemo(() => processTrees(page.items), [page.items]);
  if (roots.length === 0) return <EmptyState kind="no-match" title={t('processes.none')} body={t('processes.noneBody')} />;
  return (
    <div className="gutter py-2">
      {page.cut && <p className="text-sm text-content-notice">{t('processes.cut', { count: page.items.length })}</p>}
      {page.partial && <p className="text-sm text-content-notice">{t('partial')}</p>}
      <ul aria-label={t('processes.tree')}>{roots.map((run) => <ProcessRun key={run.uuid} run={run} id={id} depth={0} onOpen={onOpen} />)}</ul>
    </div>
  );
}
