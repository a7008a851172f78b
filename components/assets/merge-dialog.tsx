'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { AssetKind, AssetPart, MergePreview } from '@/lib/assets/model';
import { assetPath } from '@/lib/assets/queries';
import { useReason } from '../settings/use-reason';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty-state';
import { PropertiesTable } from '../ui/properties-table';
import { SkeletonRows } from '../ui/skeleton';
import { useToast } from '../ui/toast';
import { fetchMergePreview, sendMerge, sendSeparate } from './assets-api';
import { CriticalityBadge, Tags } from './criticality-badge';

interface Props { kind: AssetKind; pair: readonly [string, string]; onClose: () => void; onMerged: () => void }

/** Shows what two assets would be together, asks which one stays, and merges them. */
export function MergeDialog({ kind, pair, onClose, onMerged }: Props) {
  const t = useTranslations('assets.merge');
  const ui = useTranslations('ui');
  const router = useRouter(), queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [[into, from], setOrder] = useState(pair);
  const [busy, setBusy] = useState(false);
  const preview = useQuery({ queryKey: ['assets', 'merge', kind, from, into], queryFn: ({ signal }) => fetchMergePreview(kind, from, into, signal) });
  const settle = () => queries.invalidateQueries({ queryKey: ['assets'] });
  const undo = async (name: string): Promise<void> => {
    try {
      await sendSeparate({ kind, key: from });
      toast({ intent: 'positive', title: t('undone', { name }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    }
    await settle();
  };
  const merge = async ({ from: gone, into: kept }: MergePreview): Promise<void> => {
    setBusy(true);
    try {
      await sendMerge(kind, from, into);
      toast({ intent: 'positive', title: t('merged', { from: gone.name, into: kept.name }), action: { label: t('undo'), onSelect: () => void undo(gone.name) } });
      onMerged();
      onClose();
      router.push(assetPath(kind, into));
      await settle();
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
      setBusy(false);
    }
  };
  const { data } = preview;
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} title={t('title')} description={t('body')} size="lg"
      footer={<><Button onClick={onClose}>{ui('cancel')}</Button><Button intent="primary" busy={busy} {...(data === undefined ? { disabled: true } : { onClick: () => void merge(data) })}>{t('confirm')}</Button></>}>
      <div className="mt-4 flex flex-col gap-4">
        {data !== undefined ? <Preview preview={data} onSwap={() => setOrder([from, into])} /> : preview.isError ? <EmptyState kind="failed" body={reasonOf(preview.error)} /> : <SkeletonRows rows={4} />}
      </div>
    </Dialog>
  );
}

function Preview({ preview: { from, into, together }, onSwap }: { preview: MergePreview; onSwap: () => void }) {
  const t = useTranslations('assets'), format = useFormatter();
  return (
    <>
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-3">
        <Side asset={into} role={t('merge.keep')} />
        <Button size="sm" icon={<ArrowLeftRight aria-hidden size={14} />} onClick={onSwap}>{t('merge.swap')}</Button>
        <Side asset={from} role={t('merge.goes')} />
      </div>
      <h3 className="label-caps">{t('merge.together')}</h3>
      <PropertiesTable rows={[
        { key: 'first', label: t('columns.firstSeen'), value: <Time at={together.firstSeen} mode="absolute" /> }, { key: 'last', label: t('columns.lastSeen'), value: <Time at={together.lastSeen} mode="absolute" /> },
        { key: 'records', label: t('columns.records'), value: format.number(together.records) }, { key: 'names', label: t('merge.names'), value: together.names.join(', '), mono: true },
        ...(together.addresses.length === 0 ? [] : [{ key: 'addresses', label: t('merge.addresses'), value: together.addresses.join(', '), mono: true }]),
      ]} />
    </>
  );
}

function Side({ asset, role }: { asset: AssetPart; role: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-1 self-stretch rounded-md border border-stroke p-3">
      <span className="text-sm text-content-tertiary">{role}</span>
      <span className="truncate font-medium" title={asset.key}>{asset.name}</span>
      <span className="truncate font-mono text-sm text-content-secondary">{asset.key}</span>
      <span className="flex flex-wrap items-center gap-2"><CriticalityBadge value={asset.criticality} /><Tags tags={asset.tags} /></span>
    </div>
  );
}
