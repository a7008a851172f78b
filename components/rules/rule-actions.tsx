'use client';
import { useQueryClient } from '@tanstack/react-query';
import { History, Pencil, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { RuleDetail } from '@/lib/rules/model';
import { useReason } from '../settings/use-reason';
import { Button } from '../ui/button';
import { ButtonLink } from '../ui/button-link';
import { useConfirm } from '../ui/confirm';
import { IconButton } from '../ui/icon-button';
import { useToast } from '../ui/toast';
import { rulePagePath } from './rule-text';
import { deleteRule, rulesKeys } from './rules-api';

/** Edit, try, delete; what cannot be done now says why. */
export function RuleActions({ rule, canWrite, onBackTest }: { rule: RuleDetail; canWrite: boolean; onBackTest: () => void }) {
  const t = useTranslations('rules');
  const { busy, remove, isCopy } = useRemove(rule);
  const edit = t(rule.origin === 'own' ? 'actions.edit' : 'actions.editCopy');
  const reason = !canWrite ? t('readOnly') : rule.origin === 'imported' ? t('actions.importedStays') : undefined;
  const label = t(isCopy ? 'actions.removeCopy' : 'actions.remove');
  return (
    <>
      <Button icon={<History aria-hidden size={14} />} onClick={onBackTest}>{t('actions.backTest')}</Button>
      {rule.origin !== 'built-in' && <IconButton label={label} intent="neutral" icon={<Trash2 aria-hidden size={14} />} aria-busy={busy} onClick={remove} {...(reason === undefined ? {} : { disabledReason: reason })} />}
      {canWrite ? <ButtonLink href={`${rulePagePath(rule.id)}/edit`} intent="primary" icon={<Pencil aria-hidden size={14} />}>{edit}</ButtonLink> : <Button intent="primary" disabledReason={t('readOnly')} icon={<Pencil aria-hidden size={14} />}>{edit}</Button>}
    </>
  );
}

function useRemove(rule: RuleDetail): { busy: boolean; isCopy: boolean; remove: () => void } {
  const t = useTranslations('rules.actions');
  const router = useRouter();
  const client = useQueryClient(), confirm = useConfirm(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  // An own rule that keeps another text for comparison is a copy of a built-in one.
  const isCopy = rule.origin === 'own' && rule.upstreamText !== null;
  const run = async (): Promise<void> => {
    if (!(await confirm({ title: t('removeTitle', { title: rule.title }), body: t(isCopy ? 'removeCopyBody' : 'removeBody'), confirmLabel: t(isCopy ? 'removeCopy' : 'remove'), intent: 'danger' }))) return;
    setBusy(true);
    try {
      await deleteRule(rule.id);
      toast({ title: t('removed', { title: rule.title }) });
      await client.invalidateQueries({ queryKey: rulesKeys.lists });
      if (isCopy) await client.invalidateQueries({ queryKey: rulesKeys.detail(rule.id) });
      else router.push('/rules');
    } catch (thrown) {
      toast({ intent: 'negative', title: t('failed', { reason: reasonOf(thrown) }) });
    } finally {
      setBusy(false);
    }
  };
  return { busy, isCopy, remove: () => void run() };
}
