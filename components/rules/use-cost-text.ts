'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** A duration in nanoseconds, in the unit that reads best. */
export function useCostText(): (nanoseconds: number) => string {
  const t = useTranslations('rules');
  return useCallback((nanoseconds) => {
    if (nanoseconds < 1_000) return t('ns', { value: Math.round(nanoseconds) });
    const [unit, size] = nanoseconds < 1_000_000 ? (['us', 1_000] as const) : (['ms', 1_000_000] as const);
    const value = nanoseconds / size;
    return t(unit, { value: value < 10 ? Math.round(value * 10) / 10 : Math.round(value) });
  }, [t]);
}
