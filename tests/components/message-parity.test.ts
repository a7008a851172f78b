import { createTranslator, type IntlError } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/components/i18n/locales';
import { CATALOGUES } from '@/components/i18n/messages';
import { icuParameters } from './icu-parameters';

type Leaves = ReadonlyMap<string, string>;

function leaves(node: unknown, path = ''): Leaves {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node !== 'object' || node === null) throw new Error(`${path} is neither text nor a group`);
  return new Map(Object.entries(node).flatMap(([key, value]) => [...leaves(value, path === '' ? key : `${path}.${key}`)]));
}

const english = leaves(CATALOGUES.en);
const japanese = leaves(CATALOGUES.ja);

describe('message catalogue', () => {
  it('has the same keys in English and in Japanese', () => {
    expect([...japanese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it('asks for the same values in both languages', () => {
    const differing = [...english].filter(([key, message]) => icuParameters(message).join() !== icuParameters(japanese.get(key) ?? '').join()).map(([key]) => key);
    expect(differing).toEqual([]);
  });

  it.each(LOCALES)('is valid ICU in every message (%s)', (locale) => {
    const failures: string[] = [];
    const messages = Object.fromEntries([...leaves(CATALOGUES[locale])].map(([key, message]) => [key.replaceAll('.', '/'), message]));
    const onError = (error: IntlError): void => { failures.push(error.message); };
    const translate = createTranslator<Record<string, string>>({ locale, messages, timeZone: 'UTC', onError, getMessageFallback: ({ key }) => key });
    for (const [key, message] of Object.entries(messages)) {
      const tags = [...message.matchAll(/<(\w+)>/g)].map((match) => [match[1] ?? '', (chunks: unknown) => String(chunks)]);
      const values = Object.fromEntries([...icuParameters(message).map((name) => [name, 2]), ...tags]);
      translate.markup(key, values);
    }
    expect(failures).toEqual([]);
  });

  it('leaves no message empty and no surrounding blanks', () => {
    const careless = LOCALES.flatMap((locale) => [...leaves(CATALOGUES[locale])].filter(([, message]) => message === '' || message !== message.trim()).map(([key]) => `${locale}:${key}`));
    expect(careless).toEqual([]);
  });

  it('is Japanese in Japanese: longer messages contain kana or kanji', () => {
    const foreign = [...japanese].filter(([, message]) => message.length > 24 && !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(message)).map(([key]) => key);
    expect(foreign).toEqual([]);
  });
});
