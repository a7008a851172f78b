'use client';
import { ChevronRight } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { AlertContent } from '@/lib/engine/correlate/types';
import { circledNumbers } from './circled-number';
import { phasePath } from './phase-order';

/** How far the attack came: its phases in the order in which they were first seen, each with the steps that belong to it. */
export function PhasePath({ content }: { content: AlertContent }) {
  const t = useTranslations('alert');
  const phase = useTranslations('phase');
  return (
    <ol aria-label={t('phases')} className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-content-secondary">
      {phasePath(content.steps).map((part, index) => (
        <li key={part.phase} className="flex items-center gap-1 whitespace-nowrap">
          {index > 0 && <ChevronRight aria-hidden size={12} className="text-content-tertiary" />}
          {phase(part.phase)}
          <span aria-hidden className="text-content-tertiary">{circledNumbers(part.numbers)}</span>
        </li>
      ))}
    </ol>
  );
}
