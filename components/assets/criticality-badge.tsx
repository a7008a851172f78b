'use client';
import { ChevronsUp, ChevronUp } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { Criticality } from '@/lib/assets/model';
import { Badge } from '../ui/badge';

const LOOK = { important: { Icon: ChevronUp, intent: 'notice' }, critical: { Icon: ChevronsUp, intent: 'negative' } } as const;

/** How much depends on it; a normal one says so quietly. */
export function CriticalityBadge({ value }: { value: Criticality }) {
  const t = useTranslations('assets.criticality');
  if (value === 'normal') return <span className="text-content-tertiary">{t('normal')}</span>;
  const { Icon, intent } = LOOK[value];
  return <Badge intent={intent} icon={<Icon aria-hidden size={12} />}>{t(value)}</Badge>;
}

export function Tags({ tags }: { tags: readonly string[] }) {
  return <span className="flex min-w-0 flex-wrap gap-1">{tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}</span>;
}
