'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import { useUrlPatch } from '../filter/use-url-state';

/** The row whose panel is open, as `?open=<id>`. Opening can be undone with Back; walking on with the arrows adds no steps. */
export function useOpenRow(param = 'open'): { openId: string | null; open: (id: string | null) => void; close: () => void } {
  const openId = useSearchParams().get(param);
  const patch = useUrlPatch();
  const open = useCallback((id: string | null) => patch({ [param]: id }, { push: openId === null && id !== null, shallow: true }), [patch, param, openId]);
  const close = useCallback(() => patch({ [param]: null }, { shallow: true }), [patch, param]);
  return { openId, open, close };
}
