'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { AssetDetail, AssetKind, Trait, TraitList } from '@/lib/assets/model';
import { Panel } from '../alert/panel';
import { Time } from '../time/time';
import { CopyButton } from '../ui/copy-button';
import { PropertiesTable } from '../ui/properties-table';
import { AssetLink } from './asset-link';
import { MergedParts } from './merged-parts';

/** All that records say of who it is, with the times. */
export function AssetIdentity({ asset, canWrite }: { asset: AssetDetail; canWrite: boolean }) {
  const t = useTranslations('assets.identity'), format = useFormatter();
  const other: AssetKind = asset.kind === 'endpoint' ? 'account' : 'endpoint';
  return (
    <Panel title={t('title')}>
      <div className="gutter flex flex-col gap-4 py-3">
        <PropertiesTable columns={2} rows={[
          { key: 'key', label: t('key'), value: asset.key, mono: true, copy: asset.key }, { key: 'records', label: t('total'), value: format.number(asset.records) },
          { key: 'first', label: t('firstSeen'), value: <Time at={asset.firstSeen} mode="absolute" /> }, { key: 'last', label: t('lastSeen'), value: <Time at={asset.lastSeen} mode="absolute" /> },
        ]} />
        <Traits title={t('names')} list={asset.names} />
        {asset.kind === 'endpoint' && <Traits title={t('addresses')} list={asset.addresses} />}
        <Traits title={t('sources')} list={{ items: asset.sources, total: asset.sources.length }} label={({ value }) => asset.sources.find((source) => source.value === value)?.name ?? value} />
        <Traits title={t(asset.kind === 'endpoint' ? 'accounts' : 'endpoints')} list={asset.others} label={({ value }) => <AssetLink kind={other} assetKey={value}>{value}</AssetLink>} />
        {asset.merged.length > 0 && <MergedParts asset={asset} canWrite={canWrite} />}
      </div>
    </Panel>
  );
}

const plain = ({ value }: Trait): ReactNode => <span className="inline-flex min-w-0 items-center gap-1"><span className="truncate font-mono">{value}</span><CopyButton value={value} /></span>;

function Traits({ title, list, label = plain }: { title: string; list: TraitList; label?: (trait: Trait) => ReactNode }) {
  const t = useTranslations('assets.identity');
  return (
    <section aria-label={title}>
      <h3 className="label-caps mb-1">{title}</h3>
      {list.items.length === 0 ? <p className="text-content-tertiary">{t('none')}</p> : (
        <ul className="max-h-64 overflow-y-auto" tabIndex={list.items.length > 6 ? 0 : undefined}>
          {list.items.map((trait) => (
            <li key={trait.value} className="flex min-h-row flex-wrap items-center gap-x-4 border-b border-stroke-subtle">
              <span className="flex min-w-40 flex-1 items-center">{label(trait)}</span>
              <span className="text-sm text-content-tertiary tabular-nums"><Time at={trait.firstSeen} mode="absolute" seconds={false} /> – <Time at={trait.lastSeen} mode="absolute" seconds={false} /></span>
              <span className="w-28 text-right text-sm text-content-tertiary tabular-nums">{t('records', { count: trait.records })}</span>
            </li>
          ))}
        </ul>
      )}
      {list.total > list.items.length && <p className="mt-1 text-sm text-content-tertiary">{t('more', { count: list.total - list.items.length })}</p>}
    </section>
  );
}
