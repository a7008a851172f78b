'use client';
import { useLocale, useTranslations } from 'use-intl';
import { formatAbsolute, formatDuration } from '../time/format';
import { useTimeZone } from '../time/use-time-zone';
import type { Settings } from './sources-api';

/** What holds a source up, in a sentence; nothing when it runs. */
export function SourceStates({ settings: { pausedAt, silentSince, retiredAt, expectedEverySeconds } }: { settings: Settings }) {
  const t = useTranslations('sources');
  const locale = useLocale(), zone = useTimeZone();
  const at = (iso: string): string => formatAbsolute(iso, { locale, zone });
  if (retiredAt !== null) return <p className="gutter pb-2 text-content-secondary">{t('page.retiredNote', { time: at(retiredAt) })}</p>;
  if (pausedAt !== null) return <p role="status" className="gutter pb-2 text-content-notice">{t('page.pausedNote')}</p>;
  if (silentSince === null || expectedEverySeconds === null) return null;
  return <p role="status" className="gutter pb-2 text-content-notice">{t('page.silentSince', { time: at(silentSince), interval: formatDuration(expectedEverySeconds * 1000, locale) })}</p>;
}
