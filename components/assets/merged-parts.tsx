'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AssetDetail, AssetPart } from '@/lib/assets/model';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { useConfirm } from '../ui/confirm';
import { useToast } from '../ui/toast';
import { sendSeparate } from './assets-api';

/** What was merged into it, each to be taken out again. */
export function MergedParts({ asset, canWrite }: { asset: AssetDetail; canWrite: boolean }) {
  const t = useTranslations('assets');
  const queries = useQueryClient(), confirm = useConfirm(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState<string | null>(null);
  const separate = async ({ key, name }: AssetPart): Promise<void> => {
    if (!(await confirm({ title: t('merge.separateTitle', { name }), body: t('merge.separateBody'), confirmLabel: t('merge.separate') }))) return;
    setBusy(key);
    try {
      await sendSeparate({ kind: asset.kind, key });
      toast({ intent: 'positive', title: t('merge.undone', { name }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    }
    setBusy(null);
    await queries.invalidateQueries({ queryKey: ['assets'] });
  };
  return (
    <section aria-label={t('identity.mergedHere')}>
      <h3 className="label-caps mb-1">{t('identity.mergedHere')}</h3>
      <ul>
        {asset.merged.map((part) => (
          <li key={part.key} className="flex min-h-row items-center gap-3 border-b border-stroke-subtle py-1">
            <span className="min-w-0 flex-1 truncate">{part.name} <span className="font-mono text-sm text-content-tertiary">{part.key}</span></span>
            <Button size="sm" busy={busy === part.key} {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={() => void separate(part)}>{t('merge.separate')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
