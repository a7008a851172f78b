'use client';
import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronRight, FileSearch } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { assetKeys } from '@/lib/assets/queries';
import { Time } from '../time/time';
import { IconButton } from '../ui/icon-button';
import { Skeleton } from '../ui/skeleton';
import { fetchChildren, type AssetId } from './assets-api';
import { processTrees, programName, type Run } from './process-tree';

interface Props { run: Run; id: AssetId; depth: number; onOpen: (uuid: string) => void }

/** Deeper ones are opened by hand. */
const OPEN_DEPTH = 8;
/** Below this the indentation would leave no room. */
const INDENT_MAX = 16;

/** One run of a program; what it started is shown below it, and asked for when it is opened. */
export function ProcessRun({ run, id, depth, onOpen }: Props) {
  const t = useTranslations('assets.processes');
  const [open, setOpen] = useState(run.children.length > 0 && depth < OPEN_DEPTH);
  const [asked, setAsked] = useState(false);
  const fetched = useQuery({
    queryKey: assetKeys.part(id.kind, id.key, 'children', run.uuid), queryFn: ({ signal }) => fetchChildren(id, run, signal), enabled: asked && (run.guid !== null || run.pid !== null), staleTime: 60_000,
  });
  // What was started later than the window shows comes with the answer; what is known stays in place until then.
  const children = fetched.data === undefined ? run.children : withKnown(processTrees(fetched.data.items), run.children);
  const name = programName(run.image), Icon = open ? ChevronDown : ChevronRight;
  const toggle = (): void => {
    setAsked(true);
    setOpen(!open);
  };
  return (
    <li>
      <div className="flex min-h-row min-w-0 items-center gap-2 border-b border-stroke-subtle" style={{ paddingLeft: Math.min(depth, INDENT_MAX) * 20 }}>
        <IconButton size="sm" label={t(open ? 'collapse' : 'expand', { name })} aria-expanded={open} icon={<Icon aria-hidden size={14} />} onClick={toggle} />
        <span className="w-36 shrink-0 text-sm text-content-tertiary"><Time at={run.at} mode="absolute" /></span>
        <span className="shrink-0 font-medium" title={run.image}>{name}</span>
        {run.pid !== null && <span className="shrink-0 font-mono text-sm text-content-tertiary">{run.pid}</span>}
        <span className="min-w-0 flex-1 truncate font-mono text-sm text-content-secondary" title={run.commandLine ?? undefined}>{run.commandLine}</span>
        {depth === 0 && run.parentImage !== null && <span className="max-w-64 shrink-0 truncate text-sm text-content-tertiary" title={run.parentImage}>{t('parent', { name: programName(run.parentImage) })}</span>}
        <span className="max-w-48 shrink-0 truncate text-sm text-content-tertiary">{run.account}</span>
        <IconButton size="sm" label={t('record')} icon={<FileSearch aria-hidden size={14} />} onClick={() => onOpen(run.uuid)} />
      </div>
      {open && (
        <ul aria-label={t('children')}>
          {children.map((child) => <ProcessRun key={child.uuid} run={child} id={id} depth={depth + 1} onOpen={onOpen} />)}
          {children.length === 0 && <li className="min-h-row py-1.5 text-sm text-content-tertiary" style={{ paddingLeft: (depth + 2) * 20 }}>{fetched.isFetching ? <Skeleton width={160} /> : t('noChildren')}</li>}
          {fetched.data?.cut === true && <li className="py-1 text-sm text-content-notice">{t('cut', { count: fetched.data.items.length })}</li>}
        </ul>
      )}
    </li>
  );
}

/** The runs that the server gave, each with what was known below it, and known ones that it left out. */
function withKnown(given: readonly Run[], known: readonly Run[]): Run[] {
  const below = new Map(known.map((run) => [run.uuid, run.children])), ids = new Set(given.map(({ uuid }) => uuid));
  return [...known.filter(({ uuid }) => !ids.has(uuid)), ...given.map((run) => ({ ...run, children: below.get(run.uuid) ?? run.children }))].sort((a, b) => a.at - b.at);
}
