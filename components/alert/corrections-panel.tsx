'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { useToast } from '../ui/toast';
import { fetchCorrections, sendUndo, type CorrectionView } from './corrections-api';
import { Panel } from './panel';

/** What people corrected on this alert, each with its way back. Nothing while there is nothing. */
export function CorrectionsPanel({ alertId, canWrite }: { alertId: string; canWrite: boolean }) {
  const t = useTranslations('alert');
  const { data } = useQuery({ queryKey: ['alerts', 'corrections', alertId], queryFn: ({ signal }) => fetchCorrections(alertId, signal) });
  if (data === undefined || data.length === 0) return null;
  return (
    <Panel title={t('corrections')} count={data.length} className="border-b border-stroke">
      <ul>{data.map((correction) => <Correction key={correction.id} correction={correction} canWrite={canWrite} />)}</ul>
    </Panel>
  );
}

function Correction({ correction, canWrite }: { correction: CorrectionView; canWrite: boolean }) {
  const t = useTranslations('alert'), workbench = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const { id, kind, alertIds, detections, entities, madeByName, madeAt, undoneByName } = correction;
  const undo = async (): Promise<void> => {
    setBusy(true);
    try {
      await sendUndo(id);
      toast({ intent: 'positive', title: workbench('correctionUndone') });
    } catch (thrown) {
      toast({ intent: 'negative', title: reasonOf(thrown) });
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: ['alerts'] });
    }
  };
  return (
    <li className="flex items-center gap-3 border-b border-stroke-subtle px-5 py-2">
      <span className={undoneByName === null ? 'min-w-0 flex-1' : 'min-w-0 flex-1 text-content-tertiary line-through'}>
        {t(`correctionKinds.${kind}`, { name: madeByName, count: detections, alerts: alertIds.join(', '), entity: entities.join(', ') })}
      </span>
      {undoneByName !== null && <span className="text-sm text-content-tertiary">{t('undoneBy', { name: undoneByName })}</span>}
      <span className="text-sm text-content-tertiary"><Time at={madeAt} /></span>
      {undoneByName === null && <Button size="sm" busy={busy} {...(canWrite ? {} : { disabledReason: workbench('readOnly') })} onClick={() => void undo()}>{workbench('undo')}</Button>}
    </li>
  );
}
