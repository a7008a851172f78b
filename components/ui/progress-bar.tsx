'use client';
import { X } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { IconButton } from './icon-button';

interface Props { value: number; max: number; label: string; detail?: string; onCancel?: () => void }

/** How far long work has come, in counts, and the way to stop it. */
export function ProgressBar({ value, max, label, detail, onCancel }: Props) {
  const t = useTranslations('ui');
  const share = max <= 0 ? 0 : Math.min(1, value / max);
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <div className="mb-1 flex justify-between gap-3 text-sm">
          <span className="truncate text-content">{label}</span>
          <span className="text-content-tertiary tabular-nums">{detail ?? `${value} / ${max}`}</span>
        </div>
        <div role="progressbar" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} className="h-1 overflow-hidden rounded-full bg-surface-pressed">
          <div className="h-full bg-surface-accent-strong" style={{ width: `${share * 100}%` }} />
        </div>
      </div>
      {onCancel !== undefined && <IconButton label={t('cancel')} icon={<X aria-hidden size={14} />} onClick={onCancel} />}
    </div>
  );
}
