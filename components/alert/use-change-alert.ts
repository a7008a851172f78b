'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { useToast } from '../ui/toast';
import { alertQuery, sendChange, type AlertChange, type AlertHead, type AlertView } from './alert-data';

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

/** Changes status, finding or owner: seen at once, undone by the toast, taken back when the server refuses. */
export function useChangeAlert(alert: AlertHead, me: Person): (change: AlertChange) => void {
  const t = useTranslations('workbench');
  const queries = useQueryClient(), toast = useToast(), reasonOf = useReason();
  const { queryKey } = alertQuery(alert.id);
  const { mutate } = useMutation({
    mutationFn: (change: AlertChange) => sendUnlessOthersDid(queries.getQueryData<AlertView>(queryKey)?.alert ?? alert, change, () => queries.fetchQuery({ ...alertQuery(alert.id), staleTime: 0 })),
    onMutate: async (change) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueryData<AlertView>(queryKey);
      // The version stays: it is what the server compares with.
      if (before !== undefined) queries.setQueryData<AlertView>(queryKey, { ...before, alert: applyChange(before.alert, change, [me]) });
      return { before };
    },
    onError: (thrown, _change, context) => {
      if (context?.before !== undefined) queries.setQueryData(queryKey, context.before);
      toast({ intent: 'negative', title: reasonOf(thrown) });
    },
    onSuccess: (_done, change, { before }) => {
      if (before === undefined) return;
      toast({ intent: 'positive', title: t('changed', { count: 1 }), action: { label: t('undo'), onSelect: () => mutate(undoOf(before.alert, change)) } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }),
  });
  return useCallback((change) => mutate(change), [mutate]);
}

/** A newer version may only mean that new detections have joined: then the change still stands. When a person changed it meanwhile, it does not. */
async function sendUnlessOthersDid(seen: AlertHead, change: AlertChange, read: () => Promise<AlertView>): Promise<void> {
  try {
    await sendChange(seen.id, change, seen.version);
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.code !== 'condition_not_met') throw thrown;
    const { alert: now } = await read();
    const undone = undoOf(now, change), expected = undoOf(seen, change);
    const seenChange = applyChange(now, change, []);
    const same = (['status', 'finding', 'ownerId'] as const).every((field) => undone[field] === expected[field] || expected[field] === seenChange[field]);
    if (!same) throw thrown;
    await sendChange(seen.id, change, now.version);
  }
}
