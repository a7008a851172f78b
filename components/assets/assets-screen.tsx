'use client';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { CRITICALITIES, SEEN, type AssetFacets, type AssetKind, type AssetRow } from '@/lib/assets/model';
import { assetPath, kindOfTab, TABS, type AssetTab } from '@/lib/assets/queries';
import type { Facet } from '../filter/facet';
import { FacetRail } from '../filter/facet-rail';
import { FilterChips, type ChipKey } from '../filter/filter-chips';
import { SearchBox } from '../filter/search-box';
import { useUrlPatch } from '../filter/use-url-state';
import { DataTable } from '../table/data-table';
import { StatusBar } from '../table/status-bar';
import { useSort } from '../table/use-sort';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { PageHeader } from '../ui/page-header';
import { Tabs, TabPanel } from '../ui/tabs';
import { useAssetColumns } from './asset-columns';
import { MergeDialog } from './merge-dialog';
import { useAssetList } from './use-asset-list';

const rowId = (row: AssetRow): string => row.key;
const USUAL_SORT = { id: 'last_seen', desc: true };
const KINDS: readonly AssetKind[] = ['endpoint', 'account'];
/** A filter of one kind means nothing to the other. */
const OF_ONE_KIND = { tag: null, 'not.tag': null, criticality: null, 'not.criticality': null, seen: null, 'not.seen': null, q: null } as const;

/** Endpoints and accounts that records name. */
export function AssetsScreen({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations('assets');
  const kind = kindOfTab(useSearchParams().get('tab'));
  const patch = useUrlPatch();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [pair, setPair] = useState<readonly [string, string] | null>(null);
  const toTab = (tab: AssetTab): void => {
    setSelected(new Set());
    patch({ ...OF_ONE_KIND, tab: tab === 'endpoints' ? null : tab }, { push: true });
  };
  const merge = (): void => {
    const [a, b] = [...selected];
    if (a !== undefined && b !== undefined) setPair([a, b]);
  };
  const off = !canWrite ? t('readOnly') : selected.size === 2 ? undefined : t('merge.needTwo');
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={t('title')} meta={<span className="block max-w-prose">{t('meta')}</span>} actions={<Button onClick={merge} {...(off === undefined ? {} : { disabledReason: off })}>{t('merge.action')}</Button>} />
      <Tabs value={TABS[kind]} onValueChange={toTab} label={t('title')} items={KINDS.map((each) => ({ value: TABS[each], label: t(TABS[each]) }))} className="flex min-h-0 flex-1 flex-col">
        {KINDS.map((each) => <TabPanel key={each} value={TABS[each]} className="flex min-h-0 flex-1 data-[state=inactive]:hidden">{each === kind && <List kind={kind} canWrite={canWrite} selected={selected} onSelectedChange={setSelected} />}</TabPanel>)}
      </Tabs>
      {pair !== null && <MergeDialog kind={kind} pair={pair} onClose={() => setPair(null)} onMerged={() => setSelected(new Set())} />}
    </div>
  );
}

interface ListProps { kind: AssetKind; canWrite: boolean; selected: ReadonlySet<string>; onSelectedChange: (selected: ReadonlySet<string>) => void }

function List({ kind, canWrite, selected, onSelectedChange }: ListProps) {
  const t = useTranslations('assets');
  const router = useRouter();
  const columns = useAssetColumns();
  const { sort, setSort } = useSort(USUAL_SORT);
  const list = useAssetList();
  const { facets, chips } = useAssetFacets(list.facets);
  const open = useCallback((key: string | null) => { if (key !== null) router.push(assetPath(kind, key)); }, [router, kind]);
  const narrowed = [...useSearchParams().keys()].some((name) => name !== 'tab' && name !== 'sort');
  return (
    <>
      <FacetRail facets={facets} loading={list.loading} />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="gutter flex flex-wrap items-center gap-3 py-2"><SearchBox label={t('search')} className="w-80" /><FilterChips keys={chips} /></div>
        {list.leftOut > 0 && <p className="gutter pb-2 text-sm text-content-notice">{t('leftOut', { count: list.leftOut })}</p>}
        <DataTable columns={columns} rows={list.rows} rowId={rowId} label={t(TABS[kind])} loading={list.loading} fetching={list.fetching} failed={list.failed} onOpen={open} onEndReached={list.more}
          {...(canWrite ? { selected, onSelectedChange } : {})} sort={sort} onSortChange={(next) => setSort({ id: next.id, desc: next.id !== 'name' })}
          empty={narrowed ? <EmptyState kind="no-match" /> : <EmptyState kind="none-yet" title={t('empty')} body={t('emptyBody')} action={<ButtonLink href="/settings/sources" intent="primary">{t('connect')}</ButtonLink>} />}
          footer={<StatusBar shown={list.rows.length} total={list.total} fetching={list.fetching} updatedAt={list.updatedAt} onRefresh={list.refresh} />} />
      </div>
    </>
  );
}

function useAssetFacets(found: AssetFacets): { facets: Facet[]; chips: ChipKey[] } {
  const t = useTranslations('assets');
  return useMemo(() => {
    const criticality = (value: string): string => { const known = CRITICALITIES.find((each) => each === value); return known === undefined ? value : t(`criticality.${known}`); };
    const seen = (value: string): string => { const known = SEEN.find((each) => each === value); return known === undefined ? value : t(`seen.${known}`); };
    const counted = <V extends string>(order: readonly V[], values: readonly { value: V; count: number }[], label: (value: string) => string) => order.flatMap((value) => { const hit = values.find((each) => each.value === value); return hit ? [{ value, label: label(value), count: hit.count }] : []; });
    return {
      facets: [
        { key: 'criticality', label: t('facets.criticality'), values: counted([...CRITICALITIES].reverse(), found.criticality, criticality) },
        { key: 'seen', label: t('facets.seen'), values: counted(SEEN, found.seen, seen) },
        { key: 'tag', label: t('facets.tag'), values: found.tag },
      ],
      chips: [{ key: 'criticality', label: t('facets.criticality'), valueLabel: criticality }, { key: 'seen', label: t('facets.seen'), valueLabel: seen }, { key: 'tag', label: t('facets.tag') }],
    };
  }, [t, found]);
}
