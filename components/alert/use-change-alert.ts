'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { useToast } from '../ui/toast';
import { alertQuery, fetchAlert, sendChange, type AlertChange, type AlertHead, type AlertView } from './alert-data';

export interface Person { id: number; name: string }

/** The fields that a change writes, as they were: what undoing sends. */
export function undoOf(before: Pick<AlertHead, 'status' | 'finding' | 'ownerId'>, change: AlertChange): AlertChange {
  const touchesStatus = change.status !== undefined || change.finding !== undefined;
  return { ...(touchesStatus ? { status: before.status, finding: before.finding } : {}), ...(change.ownerId === undefined ? {} : { ownerId: before.ownerId }) };
}

/** What the page shows while the server is asked. */
export function applyChange(alert: AlertHead, change: AlertChange, people: readonly Person[]): AlertHead {
  const next = { ...alert, ...change };
  const owner = people.find(({ id }) => id === next.ownerId);
  return { ...next, finding: next.status === 'open' && change.finding === undefined ? null : next.finding, ownerName: next.ownerId === null ? null : (owner?.name ?? alert.ownerName) };
}

interface Wish { seen: AlertHead; change: AlertChange }

/** Changes status, finding or owner: seen at once, undone by the toast, taken back when the server refuses. */
export function useChangeAlert(alert: AlertHead, me: Person): (change: AlertChange) => void {
  const t = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const { queryKey } = alertQuery(alert.id);
  const show = (head: (before: AlertHead) => AlertHead): void => {
    queries.setQueryData<AlertView>(queryKey, (view) => (view === undefined ? view : { ...view, alert: head(view.alert) }));
  };
  const { mutate } = useMutation({
    mutationFn: ({ seen, change }: Wish) => sendUnlessOthersDid(seen, change),
    onMutate: async ({ change }) => {
      await queries.cancelQueries({ queryKey });
      show((before) => applyChange(before, change, [me]));
    },
    onError: (thrown, { seen }) => {
      show(() => seen);
      toast({ intent: 'negative', title: reasonOf(thrown) });
    },
    onSuccess: (version, { seen, change }) => {
      const changed = { ...applyChange(seen, change, [me]), version };
      show((now) => ({ ...now, version }));
      toast({ intent: 'positive', title: t('changed', { count: 1 }), action: { label: t('undo'), onSelect: () => mutate({ seen: changed, change: undoOf(seen, change) }) } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
  return useCallback((change) => mutate({ seen: alert, change }), [mutate, alert]);
}

/** A newer version may only mean that new detections have joined: then the change still stands. When a person changed it meanwhile, it does not. */
async function sendUnlessOthersDid(seen: AlertHead, change: AlertChange): Promise<number> {
  try {
    return await sendChange(seen.id, change, seen.version);
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== 'condition_not_met') throw thrown;
    const { alert: now } = await fetchAlert(seen.id);
    if (now.status !== seen.status || now.finding !== seen.finding || now.ownerId !== seen.ownerId) throw thrown;
    return sendChange(seen.id, change, now.version);
  }
}
