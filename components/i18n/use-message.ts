'use client';
import { useMemo } from 'react';
import { useLocale, useMessages } from 'use-intl';
import { useTimeZone } from '../time/use-time-zone';
import { messageReader, type MessageReader } from './message-reader';

/** Text for keys that come from data: story sentences, score terms, reasons. */
export function useMessage(): MessageReader {
  const locale = useLocale();
  const zone = useTimeZone();
  const messages = useMessages();
  return useMemo(() => messageReader(messages, locale, zone), [messages, locale, zone]);
}
