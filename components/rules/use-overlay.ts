'use client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Level } from '@/lib/engine/sigma/types';
import type { RuleDetail, RuleRow } from '@/lib/rules/model';
import { uiLevel } from '../record/ui-level';
import { useReason } from '../settings/use-reason';
import { useToast } from '../ui/toast';
import { overlayFor } from './overlay-change';
import { patchOverlay, rulesKeys, type RulePage } from './rules-api';

type Wish = { enabled?: boolean; level?: Level };

/** The rule as wished, in every list and page that is on hand; rows stay where they are. */
function show(client: QueryClient, id: string, wish: Wish): void {
  client.setQueriesData<RulePage>({ queryKey: rulesKeys.lists }, (page) => page && { ...page, rules: page.rules.map((rule) => (rule.id === id ? { ...rule, ...wish } : rule)) });
  client.setQueryData<RuleDetail>(rulesKeys.detail(id), (rule) => rule && { ...rule, ...wish });
}

/** Turns rules on and off and changes their level: at once on the screen, with the way back in a toast. */
export function useOverlay(): (rule: RuleRow, wish: Wish) => void {
  const t = useTranslations('rules');
  const severity = useTranslations('severity');
  const client = useQueryClient(), toast = useToast(), reasonOf = useReason();
  return useCallback((rule, wish) => {
    const before: Wish = { ...(wish.enabled === undefined ? {} : { enabled: rule.enabled }), ...(wish.level === undefined ? {} : { level: rule.level }) };
    const send = async (next: Wish, back: Wish, said: boolean): Promise<void> => {
      show(client, rule.id, next);
      try {
        await patchOverlay(rule.id, overlayFor(rule, next));
        if (said) toast({ title: titleOf(next), action: { label: t('undo'), onSelect: () => void send(before, wish, false) } });
      } catch (thrown) {
        show(client, rule.id, back);
        toast({ intent: 'negative', title: t('changeFailed', { reason: reasonOf(thrown) }) });
      }
    };
    const titleOf = (next: Wish): string => next.level !== undefined ? t('levelSet', { title: rule.title, level: severity(uiLevel(next.level)) }) : t(next.enabled === true ? 'turnedOn' : 'turnedOff', { title: rule.title });
    void send(wish, before, true);
  }, [client, toast, reasonOf, t, severity]);
}
