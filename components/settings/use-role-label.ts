'use client';
import { useCallback } from 'react';
import { useMessage } from '../i18n/use-message';

/** A role's name in the reader's language; the API's own name where there is none. */
export function useRoleLabel(): (role: string) => string {
  const message = useMessage();
  return useCallback((role) => {
    const key = `role.${role.toLowerCase().replaceAll(' ', '_')}`;
    return message.has(key) ? message(key) : role;
  }, [message]);
}
