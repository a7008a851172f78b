'use client';
import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';

/** The way back to the list, or to the rule that is being edited. */
export function RulesTrail({ href = '/rules', label }: { href?: string; label?: string }) {
  const t = useTranslations('rules');
  return (
    <nav aria-label={t('back')} className="gutter -mb-2 pt-3 text-sm">
      <Link href={href} className="inline-flex items-center gap-1 text-content-secondary underline-offset-2 hover:text-content hover:underline"><ChevronLeft aria-hidden size={12} />{label ?? t('back')}</Link>
    </nav>
  );
}
