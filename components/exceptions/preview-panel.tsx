'use client';
import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { BarList } from '../charts/bar-list';
import { useMessage } from '../i18n/use-message';
import { useReason } from '../settings/use-reason';
import { ProgressBar } from '../ui/progress-bar';
import type { Preview } from './use-preview';

const SHOWN = 5;

interface Props { preview: Preview; ruleTitle: (id: string) => string; onStop: () => void }

/** What the draft would have muted of the last 90 days, and what speaks against it. */
export function PreviewPanel({ preview, ruleTitle, onStop }: Props) {
  const t = useTranslations('exceptions'), format = useFormatter(), reasonOf = useReason();
  const list = (label: string, counts: Record<string, number>, name: (value: string) => string) => {
    const all = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (all.length === 0) return null;
    return (
      <div className="min-w-0">
        <h4 className="label-caps pb-1 text-content-tertiary">{label} {format.number(all.length)}</h4>
        <BarList label={label} items={all.slice(0, SHOWN).map(([value, count]) => ({ key: value, label: name(value), value: count }))} />
        {all.length > SHOWN && <p className="px-2 text-sm text-content-tertiary">{t('more', { count: all.length - SHOWN })}</p>}
      </div>
    );
  };
  return (
    <div aria-live="polite" className="flex flex-col gap-3">
      {preview.state === 'running' && <ProgressBar value={Math.round(preview.done * 100)} max={100} label={t('looking')} detail={t('looked', { count: preview.looked })} onCancel={onStop} />}
      {preview.state === 'failed' && <Warning grave>{t('previewFailed', { reason: reasonOf(preview.error) })}</Warning>}
      {preview.state === 'stopped' && <Warning>{t('previewStopped')}</Warning>}
      {preview.state !== 'failed' && <p className="text-lg tabular-nums">{t('wouldMute', { count: preview.muted, looked: preview.looked })}{preview.partly > 0 && <span className="block text-sm text-content-secondary">{t('partly', { count: preview.partly })}</span>}</p>}
      <Warnings preview={preview} />
      <div className="grid gap-4 sm:grid-cols-3">
        {list(t('byRule'), preview.rules, ruleTitle)}
        {list(t('byEndpoint'), preview.endpoints, (name) => name || t('none'))}
        {list(t('byAccount'), preview.accounts, (name) => name || t('none'))}
      </div>
    </div>
  );
}

function Warnings({ preview }: { preview: Preview }) {
  const t = useTranslations('exceptions'), message = useMessage();
  return (
    <>
      {preview.truePositiveAlerts.length > 0 && <Warning grave>{t('truePositive', { alerts: preview.truePositiveAlerts.join(', ') })}</Warning>}
      {preview.openAlerts.length > 0 && <Warning grave>{t('openAlerts', { alerts: preview.openAlerts.slice(0, 5).join(', ') })}</Warning>}
      {preview.highOrCritical > 0 && <Warning grave>{t('severe', { count: preview.highOrCritical })}</Warning>}
      {preview.absent.map(({ property, sourceId, count }) => <Warning key={`${property} ${sourceId}`}>{t('absent', { count, field: message(`field.${property}`) })}</Warning>)}
      {preview.state === 'done' && preview.muted + preview.partly === 0 && <Warning>{t('mutesNothing')}</Warning>}
    </>
  );
}

function Warning({ grave = false, children }: { grave?: boolean; children: ReactNode }) {
  const Icon = grave ? OctagonAlert : TriangleAlert;
  const look = grave ? 'border-stroke-negative bg-surface-negative text-content-negative' : 'border-stroke-notice bg-surface-notice text-content-notice';
  return <p role={grave ? 'alert' : 'status'} className={`flex items-start gap-2 rounded-md border px-3 py-2 ${look}`}><Icon aria-hidden size={14} className="mt-0.5 shrink-0" /><span>{children}</span></p>;
}
