'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { ExceptionRow } from '@/lib/exceptions/model';
import { useMessage } from '../i18n/use-message';

/** Conditions and scope in one line. */
export function useConditionText(): (exception: Pick<ExceptionRow, 'conditions' | 'scope'>) => string {
  const t = useTranslations('exceptions'), message = useMessage();
  return useCallback(({ conditions, scope }) => {
    const parts = [
      ...conditions.map(({ property, operator, values }) => `${message(`field.${property}`)} ${t(`operators.${operator}`)} ${values.join(' | ')}`),
      ...(scope.endpoints.length > 0 ? [t('onlyEndpoint', { name: scope.endpoints.join(', ') })] : []),
      ...(scope.accounts.length > 0 ? [t('onlyAccount', { name: scope.accounts.join(', ') })] : []),
    ];
    return parts.length === 0 ? t('anywhere') : parts.join(' · ');
  }, [t, message]);
}
