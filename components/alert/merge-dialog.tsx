'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ChooseAlert } from './choose-alert';
import { sendMerge } from './corrections-api';
import { useCorrect } from './use-correct';

/** Says that this alert and another are one story. Mount it when it opens. */
export function MergeDialog({ alertId, onClose }: { alertId: string; onClose: () => void }) {
  const t = useTranslations('alert'), ui = useTranslations('ui');
  const [other, setOther] = useState<string | null>(null);
  const { busy, run } = useCorrect(alertId);
  const merge = async (id: string): Promise<void> => { if (await run(() => sendMerge([alertId, id]), t('mergedToast'))) onClose(); };
  return (
    <Dialog open onOpenChange={(open) => { if (!open) onClose(); }} size="md" title={t('merge')} description={t('mergeBody')}
      footer={<><Button onClick={onClose}>{ui('cancel')}</Button><Button intent="primary" busy={busy} {...(other === null ? { disabledReason: t('chooseAlert') } : {})} onClick={() => { if (other !== null) void merge(other); }}>{t('mergeNow')}</Button></>}>
      <ChooseAlert except={alertId} chosen={other} onChoose={setOther} />
    </Dialog>
  );
}
