'use client';
import { Unlink } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useConfirm } from '../ui/confirm';
import { IconButton } from '../ui/icon-button';
import { sendNeverJoin } from './corrections-api';
import { useCorrect } from './use-correct';

/** Beside a tie: this entity says nothing here, so nothing is joined on it any more. */
export function NeverJoinButton({ alertId, entity }: { alertId: string; entity: string }) {
  const t = useTranslations('alert');
  const confirm = useConfirm();
  const { busy, run } = useCorrect(alertId);
  const name = entity.slice(entity.indexOf('|') + 1);
  const decide = async (): Promise<void> => {
    if (await confirm({ title: t('neverJoinTitle', { name }), body: t('neverJoinBody'), confirmLabel: t('neverJoin') })) await run(() => sendNeverJoin(alertId, entity), t('neverJoinToast', { name }));
  };
  return <span data-print="hide"><IconButton size="sm" label={t('neverJoinOn', { name })} icon={<Unlink aria-hidden size={12} />} onClick={() => void decide()} {...(busy ? { disabledReason: t('neverJoin') } : {})} /></span>;
}
