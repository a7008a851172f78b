'use client';
import { useQueryClient } from '@tanstack/react-query';
import { CircleSlash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { RuleRow } from '@/lib/rules/model';
import { useReason } from '../settings/use-reason';
import { Time } from '../time/time';
import { Button } from '../ui/button';
import { cx } from '../ui/cx';
import { useToast } from '../ui/toast';
import { releaseRule, rulesKeys } from './rules-api';
import { useCostText } from './use-cost-text';

/** Says why a rule was taken out of force, or would have been, with what it cost and the way back. */
export function QuarantineNotice({ rule, canWrite }: { rule: RuleRow; canWrite: boolean }) {
  const t = useTranslations('rules.quarantine');
  const readOnly = useTranslations('rules')('readOnly');
  const { busy, release } = useRelease(rule);
  if (rule.excess === null) return null;
  const Icon = rule.quarantined ? CircleSlash2 : TriangleAlert;
  return (
    <section role="status" className={cx('flex flex-wrap items-start gap-3 rounded-md border px-3 py-2', rule.quarantined ? 'border-stroke-negative bg-surface-negative' : 'border-stroke-notice bg-surface-notice')}>
      <Icon aria-hidden size={16} className={cx('mt-0.5 shrink-0', rule.quarantined ? 'text-content-negative' : 'text-content-notice')} />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t(rule.quarantined ? 'title' : 'reported')} <Time at={rule.excess.at} mode="absolute" /></p>
        <p><Excess excess={rule.excess} /></p>
        <p className="text-content-secondary">{t(rule.quarantined ? 'titleBody' : 'reportedBody')}</p>
      </div>
      <Button size="sm" busy={busy} onClick={release} {...(canWrite ? {} : { disabledReason: readOnly })}>{t(rule.quarantined ? 'release' : 'acknowledge')}</Button>
    </section>
  );
}

function Excess({ excess }: { excess: NonNullable<RuleRow['excess']> }) {
  const t = useTranslations('rules.quarantine');
  const costText = useCostText();
  const format = useFormatter();
  const { reason, matches, records, nanosecondsPerEvent } = excess;
  const cost = nanosecondsPerEvent === null ? null : t('cost', { cost: costText(nanosecondsPerEvent) });
  if (reason === 'cost') return cost ?? t('cost', { cost: '—' });
  const share = records > 0 ? ` (${format.number(matches / records, { style: 'percent' })})` : '';
  return <>{`${t(reason, { matches, records })}${share}`}{cost !== null && <span className="block">{cost}</span>}</>;
}

function useRelease(rule: RuleRow): { busy: boolean; release: () => void } {
  const t = useTranslations('rules');
  const client = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      await releaseRule(rule.id);
      toast({ intent: 'positive', title: t(rule.quarantined ? 'quarantine.released' : 'quarantine.acknowledged', { title: rule.title }) });
    } catch (thrown) {
      toast({ intent: 'negative', title: t('actions.failed', { reason: reasonOf(thrown) }) });
    } finally {
      await Promise.all([client.invalidateQueries({ queryKey: rulesKeys.detail(rule.id) }), client.invalidateQueries({ queryKey: rulesKeys.lists })]);
      setBusy(false);
    }
  };
  return { busy, release: () => void run() };
}
