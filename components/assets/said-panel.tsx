'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AssetDetail } from '@/lib/assets/model';
import { Panel } from '../alert/panel';
import { useCommands } from '../shell/commands';
import { Button } from '../ui/button';
import { PropertiesTable } from '../ui/properties-table';
import { AssetEditDialog } from './asset-edit-dialog';
import { CriticalityBadge, Tags } from './criticality-badge';

/** What people say of it: how critical, why, tags, a note. */
export function SaidPanel({ asset, canWrite }: { asset: AssetDetail; canWrite: boolean }) {
  const t = useTranslations('assets');
  const [editing, setEditing] = useState(false);
  useCommands(() => (canWrite ? [{ id: 'asset.edit', label: t('said.edit'), keys: 'e', run: () => setEditing(true) }] : []), [t, canWrite]);
  return (
    <Panel title={t('said.title')} actions={<Button size="sm" {...(canWrite ? {} : { disabledReason: t('readOnly') })} onClick={() => setEditing(true)}>{t('said.edit')}</Button>}>
      <div className="gutter py-3">
        <PropertiesTable rows={[
          { key: 'criticality', label: t('said.criticality'), value: <CriticalityBadge value={asset.criticality} /> },
          ...(asset.criticalityReason === '' ? [] : [{ key: 'reason', label: t('said.reason'), value: asset.criticalityReason }]),
          { key: 'tags', label: t('said.tags'), value: asset.tags.length === 0 ? <span className="text-content-tertiary">{t('said.noTags')}</span> : <Tags tags={asset.tags} /> },
          { key: 'note', label: t('said.note'), value: asset.note === '' ? <span className="text-content-tertiary">{t('said.noNote')}</span> : <span className="whitespace-pre-wrap">{asset.note}</span> },
        ]} />
      </div>
      {editing && <AssetEditDialog asset={asset} onClose={() => setEditing(false)} />}
    </Panel>
  );
}
