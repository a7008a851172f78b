import type { ReactNode } from 'react';
import { createTranslator } from 'use-intl/core';
import type { Locale } from './locales';

type MessageParams = Readonly<Record<string, string | number>>;
type Tag = (chunks: ReactNode) => ReactNode;

/** Messages whose key is known only at run time. A key without message reads as the key itself: visible, never a crash. */
export interface MessageReader {
  (key: string, params?: MessageParams): string;
  has(key: string): boolean;
  rich(key: string, params: Readonly<Record<string, string | number | Tag>>): ReactNode;
}

export function messageReader(messages: object, locale: Locale, timeZone: string): MessageReader {
  // To the type system a flat catalogue: any dotted key may be asked for.
  const translate = createTranslator<Record<string, string>>({ locale, timeZone, messages: { ...messages } });
  const has = (key: string): boolean => translate.has(key);
  const read = (key: string, params?: MessageParams): string => (has(key) ? translate(key, params) : key);
  const rich: MessageReader['rich'] = (key, params) => (has(key) ? translate.rich(key, params) : key);
  return Object.assign(read, { has, rich });
}
