'use client';
import { useTranslations } from 'use-intl';
import { useNow } from '../time/use-time-zone';
import { Badge } from '../ui/badge';
import type { Source } from './sources-api';

/** A source without a promise of its own counts as silent after an hour. */
const EXPECTED_EVERY_SECONDS = 3_600;

/** Whether a source sends as it should. */
export function SourceState({ source: { pausedAt, lastSeen, expectedEverySeconds } }: { source: Source }) {
  const t = useTranslations('sources');
  const now = useNow();
  if (pausedAt !== null) return <Badge>{t('paused')}</Badge>;
  if (lastSeen === null) return <Badge>{t('never')}</Badge>;
  const silent = now - Date.parse(lastSeen) > (expectedEverySeconds ?? EXPECTED_EVERY_SECONDS) * 1000;
  return silent ? <Badge intent="notice">{t('silent')}</Badge> : <Badge intent="positive">{t('receiving')}</Badge>;
}
