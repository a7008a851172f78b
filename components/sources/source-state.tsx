'use client';
import { useTranslations } from 'use-intl';
import { useNow } from '../time/use-time-zone';
import { Badge } from '../ui/badge';

interface Stateful { pausedAt: string | null; lastSeen: string | null; silentSince: string | null; expectedEverySeconds: number | null; retiredAt?: string | null }

/** Nothing is expected of it, and nothing came for this long: it rests. */
const RESTS_AFTER_MS = 3_600_000;

/** Whether a source sends as it should. What the server noted as silent is so; between its looks the clock decides. */
export function SourceState({ source: { pausedAt, lastSeen, silentSince, expectedEverySeconds, retiredAt } }: { source: Stateful }) {
  const t = useTranslations('sources');
  const now = useNow();
  if (retiredAt) return <Badge>{t('retired')}</Badge>;
  if (pausedAt !== null) return <Badge>{t('paused')}</Badge>;
  const quietMs = lastSeen === null ? 0 : now - Date.parse(lastSeen);
  const late = expectedEverySeconds !== null && (silentSince !== null || quietMs > expectedEverySeconds * 1000);
  if (late && !(silentSince !== null && lastSeen !== null && Date.parse(lastSeen) > Date.parse(silentSince))) return <Badge intent="notice">{t('silent')}</Badge>;
  if (lastSeen === null) return <Badge>{t('never')}</Badge>;
  return quietMs > RESTS_AFTER_MS && expectedEverySeconds === null ? <Badge>{t('quiet')}</Badge> : <Badge intent="positive">{t('receiving')}</Badge>;
}
