'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { BackTestDetail } from '@/lib/rules/model';
import { useUrlPatch, useUrlState } from '../filter/use-url-state';
import { ApiError } from '../shell/api';
import { useReason } from '../settings/use-reason';
import { cancelBackTest, fetchBackTest, rulesKeys, startBackTest } from './rules-api';

const POLL_MS = 1_000;

export function isUnderWay(test: Pick<BackTestDetail, 'state'>): boolean {
  return test.state === 'queued' || test.state === 'running';
}

/** A back-test as it goes on, until it has ended. */
export function useBackTest(id: number | null) {
  return useQuery({
    queryKey: rulesKeys.backTest(id ?? 0), queryFn: ({ signal }) => fetchBackTest(id ?? 0, signal), enabled: id !== null, placeholderData: undefined, refetchOnWindowFocus: false,
    refetchInterval: (query) => (query.state.data === undefined || isUnderWay(query.state.data) ? POLL_MS : false),
  });
}

const readId = (value: string | null): number | null => (value !== null && /^\d{1,9}$/.test(value) ? Number(value) : null);

interface Run { days: number; ruleId?: string; text?: string; compareWith?: string }

/** Which back-tests are on show, in the URL so that their results can be pasted; and how to start and stop them. */
export function useBackTestRun() {
  const t = useTranslations('rules.backTest');
  const client = useQueryClient(), patch = useUrlPatch(), reasonOf = useReason();
  const [test] = useUrlState('test');
  const [other] = useUrlState('compare');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = useCallback(async ({ days, ruleId, text, compareWith }: Run) => {
    setBusy(true);
    setProblem(null);
    try {
      const { id } = await startBackTest({ days, ...(ruleId === undefined ? {} : { ruleId }), ...(text === undefined ? {} : { text }) });
      const compared = compareWith === undefined ? null : (await startBackTest({ days, ruleId: compareWith })).id;
      patch({ test: String(id), compare: compared === null ? null : String(compared) }, { shallow: true });
      if (ruleId !== undefined) void client.invalidateQueries({ queryKey: rulesKeys.backTests(ruleId) });
    } catch (thrown) {
      // The server names the line that stops it, which says more than the kind of refusal.
      setProblem(t('failedStart', { reason: thrown instanceof ApiError && thrown.status === 400 ? thrown.message : reasonOf(thrown) }));
    } finally {
      setBusy(false);
    }
  }, [client, patch, reasonOf, t]);
  const cancel = useCallback(async (id: number) => {
    try {
      await cancelBackTest(id);
    } catch (thrown) {
      // It may have ended in this very moment: what it came to is shown either way.
      if (!(thrown instanceof ApiError && thrown.code === 'conflict')) setProblem(reasonOf(thrown));
    }
    await client.invalidateQueries({ queryKey: rulesKeys.backTest(id) });
  }, [client, reasonOf]);
  return { testId: readId(test), compareId: readId(other), busy, problem, start, cancel };
}
