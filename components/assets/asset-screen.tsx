'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useCallback } from 'react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'use-intl';
import type { AssetDetail } from '@/lib/assets/model';
import { assetKeys, assetQuery, TABS } from '@/lib/assets/queries';
import { searchHref } from '@/lib/searches/queries';
import { useUrlPatch } from '../filter/use-url-state';
import { RecordPanel } from '../record/record-panel';
import { useOpenRow } from '../table/use-open-row';
import { ButtonLink } from '../ui/button-link';
import { PageHeader } from '../ui/page-header';
import { Tabs, TabPanel } from '../ui/tabs';
import { AssetAlerts } from './asset-alerts';
import { AssetDetections } from './asset-detections';
import { AssetIdentity } from './asset-identity';
import { AssetLogons } from './asset-logons';
import { AssetProcesses } from './asset-processes';
import { AssetTimeline } from './asset-timeline';
import { fetchAsset, type AssetId } from './assets-api';
import { CriticalityBadge, Tags } from './criticality-badge';
import { SaidPanel } from './said-panel';

const VIEWS = ['overview', 'detections', 'logons', 'processes', 'timeline'] as const;
type View = (typeof VIEWS)[number];

/** Everything that is known of one endpoint or account. */
export function AssetScreen({ initial, canWrite }: { initial: AssetDetail; canWrite: boolean }) {
  const t = useTranslations('assets');
  const { kind, key } = initial;
  const { data: asset } = useQuery({ queryKey: assetKeys.one(kind, key), queryFn: ({ signal }) => fetchAsset({ kind, key }, signal), initialData: initial });
  const [view, setView] = useView(kind === 'endpoint');
  const { openId, open, close } = useOpenRow();
  const id: AssetId = { kind, key }, keys = [key, ...asset.merged.map((part) => part.key)], panel = { id, openId, onOpen: open };
  const shown = VIEWS.filter((each) => each !== 'processes' || kind === 'endpoint');
  const search = searchHref({ q: assetQuery(kind, keys), from: new Date(Math.max(0, Date.parse(asset.lastSeen) - 86_400_000)).toISOString(), to: new Date(Date.parse(asset.lastSeen) + 1).toISOString() });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={asset.name} meta={<Meta asset={asset} />} actions={<ButtonLink href={search}>{t('openSearch')}</ButtonLink>} />
      <Tabs value={view} onValueChange={setView} label={asset.name} items={shown.map((value) => ({ value, label: t(`views.${value}`) }))} className="flex min-h-0 flex-1 flex-col">
        <TabPanel value="overview" className="min-h-0 flex-1 overflow-y-auto data-[state=inactive]:hidden">
          <div className="grid lg:grid-cols-[3fr_2fr]">
            <div className="min-w-0 lg:border-r lg:border-stroke-subtle"><AssetAlerts id={id} /><AssetIdentity asset={asset} canWrite={canWrite} /></div>
            <SaidPanel asset={asset} canWrite={canWrite} />
          </div>
        </TabPanel>
        <TabPanel value="detections" className={FULL}><AssetDetections {...panel} keys={keys} /></TabPanel>
        <TabPanel value="logons" className={FULL}><AssetLogons {...panel} /></TabPanel>
        {kind === 'endpoint' && <TabPanel value="processes" className={FULL}><AssetProcesses id={id} lastSeen={asset.lastSeen} onOpen={open} /></TabPanel>}
        <TabPanel value="timeline" className={FULL}><AssetTimeline {...panel} /></TabPanel>
      </Tabs>
      <RecordPanel uuid={openId} onClose={close} />
    </div>
  );
}

const FULL = 'flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden';

function useView(withProcesses: boolean): [View, (view: View) => void] {
  const asked = useSearchParams().get('view'), patch = useUrlPatch();
  const view = VIEWS.find((each) => each === asked && (withProcesses || each !== 'processes')) ?? 'overview';
  const set = useCallback((next: View) => patch({ view: next === 'overview' ? null : next, open: null }, { push: true, shallow: true }), [patch]);
  return [view, set];
}

function Meta({ asset }: { asset: AssetDetail }) {
  const t = useTranslations('assets');
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Link href={asset.kind === 'endpoint' ? '/assets' : `/assets?tab=${TABS[asset.kind]}`} className="text-content-accent underline-offset-2 hover:underline">{t(TABS[asset.kind])}</Link>
      <span className="font-mono text-sm">{asset.key}</span>
      <CriticalityBadge value={asset.criticality} />
      <Tags tags={asset.tags} />
    </span>
  );
}
