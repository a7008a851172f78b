import { createTranslator } from 'use-intl/core';
import storyEn from '../messages/story.en.json';
import storyJa from '../messages/story.ja.json';
import noticeEn from '../messages/notice.en.json';
import noticeJa from '../messages/notice.ja.json';
import { shortParams } from '../engine/graph/short-params';
import type { Sentence } from '../engine/correlate/types';
import type { Language } from './model';

const CATALOGUES = { en: { ...noticeEn, ...storyEn }, ja: { ...noticeJa, ...storyJa } } as const satisfies Record<Language, object>;

export interface Translate {
  /** Text of `notice.<key>`. */
  (key: string, params?: Readonly<Record<string, string | number>>): string;
  sentence(sentence: Sentence): string;
  time(at: number): string;
}

/** The words of one language, with times on one clock. A key without message reads as the key itself. */
export function translateTo(language: Language, timeZone: string): Translate {
  const translate = createTranslator<Record<string, string>>({ locale: language, timeZone, messages: { ...CATALOGUES[language] } as unknown as Record<string, string> });
  const read = (key: string, params?: Readonly<Record<string, string | number>>): string => (translate.has(key) ? translate(key, params) : key);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return Object.assign((key: string, params?: Readonly<Record<string, string | number>>) => read(`notice.${key}`, params), {
    sentence: ({ key, params }: Sentence) => read(`story.${key}`, shortParams(params)),
    time: (at: number) => format.format(at),
  });
}
