'use client';
import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { AlertStatus, Finding } from '@/lib/alerts/model';
import { Badge, type Intent } from '../ui/badge';

export const STATUS_ICONS = { open: CircleDashed, in_progress: CircleDot, closed: CircleCheck } as const satisfies Record<AlertStatus, unknown>;
const INTENTS = { open: 'accent', in_progress: 'notice', closed: 'neutral' } as const satisfies Record<AlertStatus, Intent>;

/** Where an alert stands; a closed one with what was found. */
export function StatusBadge({ status, finding }: { status: AlertStatus; finding: Finding | null }) {
  const t = useTranslations('status');
  const findings = useTranslations('finding');
  const Icon = STATUS_ICONS[status];
  return (
    <Badge intent={INTENTS[status]} icon={<Icon aria-hidden size={12} />}>
      {t(status)}
      {status === 'closed' && finding !== null && <span className="text-content-tertiary">· {findings(finding)}</span>}
    </Badge>
  );
}
