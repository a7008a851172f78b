'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { useUrlPatch } from '../filter/use-url-state';

/** The row whose panel is open, as `?open=<id>`. Opening is a step back; walking on with the arrows is not. */
export function useOpenRow(param = 'open'): { openId: string | null; open: (id: string | null) => void; close: () => void } {
  const openId = useSearchParams().get(param);
  const patch = useUrlPatch();
  const open = useCallback((id: string | null) => patch({ [param]: id }, { push: openId === null && id !== null }), [patch, param, openId]);
  const close = useCallback(() => patch({ [param]: null }), [patch, param]);
  return { openId, open, close };
}
