'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ImportOptions, ImportPreview, ImportResult } from '@/lib/rules/model';
import { useReason } from '../settings/use-reason';
import { ApiError } from '../shell/api';
import { applyImport, previewImport, rulesKeys, type ImportFrom } from './rules-api';

export interface Asked { from: ImportFrom; set: string; removeMissing: boolean }
export type Choice = 'keep' | 'take';
/** How far sending the archive has come, in bytes; null when the server works on it. */
export type Sending = { sent: number; total: number } | null;

type State =
  | { step: 'ask'; problem: string | null }
  | { step: 'reading'; asked: Asked; sending: Sending }
  | { step: 'preview'; asked: Asked; preview: ImportPreview; problem: string | null }
  | { step: 'applying'; asked: Asked; preview: ImportPreview; sending: Sending }
  | { step: 'done'; result: ImportResult };

const sendingOf = (sent: number, total: number): Sending => (sent < total ? { sent, total } : null);
const optionsOf = ({ set, removeMissing }: Asked, resolve: ImportOptions['resolve']): ImportOptions => ({ set, removeMissing, resolve });

/** The steps of an import: ask, read and compare, look, apply. Nothing changes before the last. */
export function useImport() {
  const t = useTranslations('rules.import');
  const client = useQueryClient(), reasonOf = useReason();
  const [state, setState] = useState<State>({ step: 'ask', problem: null });
  const said = useCallback((thrown: unknown): string => {
    const words = thrown instanceof ApiError && (thrown.code === 'bad_request' || thrown.code === 'too_large') ? thrown.message : reasonOf(thrown);
    return t('failed', { reason: words });
  }, [reasonOf, t]);
  const preview = useCallback(async (asked: Asked) => {
    setState({ step: 'reading', asked, sending: null });
    try {
      const found = await previewImport(asked.from, optionsOf(asked, {}), (sent, total) => setState({ step: 'reading', asked, sending: sendingOf(sent, total) }));
      setState({ step: 'preview', asked, preview: found, problem: null });
    } catch (thrown) {
      setState({ step: 'ask', problem: said(thrown) });
    }
  }, [said]);
  const apply = useCallback(async (asked: Asked, shown: ImportPreview, choices: ReadonlyMap<string, Choice>) => {
    setState({ step: 'applying', asked, preview: shown, sending: null });
    try {
      const result = await applyImport(asked.from, optionsOf(asked, Object.fromEntries(choices)), (sent, total) => setState({ step: 'applying', asked, preview: shown, sending: sendingOf(sent, total) }));
      setState({ step: 'done', result });
      client.removeQueries({ queryKey: rulesKeys.lists });
      client.removeQueries({ queryKey: rulesKeys.problems });
    } catch (thrown) {
      setState({ step: 'preview', asked, preview: shown, problem: said(thrown) });
    }
  }, [client, said]);
  const restart = useCallback(() => setState({ step: 'ask', problem: null }), []);
  return { state, preview, apply, restart };
}
