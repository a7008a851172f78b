'use client';
import { useCallback } from 'react';
import { useMessage } from '../i18n/use-message';
import { ApiError } from '../shell/api';

/** Why a request failed, in the reader's language. */
export function useReason(): (thrown: unknown) => string {
  const message = useMessage();
  return useCallback((thrown) => {
    const key = `errors.code.${thrown instanceof ApiError ? thrown.code : 'internal'}`;
    return message(message.has(key) ? key : 'errors.code.internal');
  }, [message]);
}
