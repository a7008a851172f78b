import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/components/i18n/locales';
import { CATALOGUES } from '@/components/i18n/messages';
import { checkSyntax, cutAt, problemOf } from '@/components/search/syntax-problem';

/** Each way in which a query can be wrong, with its place. */
const WRONG: readonly (readonly [query: string, key: string, at: number])[] = [
  ['x'.repeat(4_001), 'tooLong', 4_000], ['host.name:"PC', 'quoteOpen', 10], ['/abc', 'regexOpen', 0], ['a) b', 'closeWithoutOpen', 1], ['(a or b', 'openWithoutClose', 7], ['('.repeat(30), 'tooDeep', 21],
  ['a and', 'endsEarly', 5], ['a or )', 'wordExpected', 5], ['host.name:(a and b)', 'orExpected', 13], ['host.name:(', 'valueExpected', 11], ['destination.port:/8/', 'regexOfNumber', 17], ['a '.repeat(201), 'tooMany', 400],
  ['/(?=x)/', 'regexBad', 0], ['nonsense:x', 'noField', 0], ['hash:x', 'noFieldNear', 0], ['host.name:>5', 'notComparable', 10], ['destination.port:http', 'noNumber', 17], ['@timestamp:yesterday', 'noTime', 11],
];

describe('a query that cannot be understood', () => {
  it.each(WRONG)('%.40s is told at its place, in words of both languages', (query, key, at) => {
    const problem = checkSyntax(query);
    expect(problem).toMatchObject({ key, at });
    for (const locale of LOCALES) {
      const t = createTranslator<Record<string, string>>({ locale, messages: { ...CATALOGUES[locale].search.problem }, timeZone: 'UTC' });
      const said = t(key, problem?.params ?? {});
      expect(said).not.toMatch(/[{}]/);
      expect(said).not.toBe(key);
      if (locale === 'ja') expect(said).toMatch(/[\p{Script=Hiragana}\p{Script=Han}]/u);
    }
  });

  it('is not hidden when the sentence is unknown', () => expect(problemOf('Something new.', 3)).toEqual({ key: 'other', params: { message: 'Something new.' }, at: 3 }));

  it('is shown with the piece that is wrong, the end of the query too', () => {
    expect(cutAt('a and nonsense:x b', 6)).toEqual(['a and ', 'nonsense:x', ' b']);
    expect(cutAt('a and', 5)).toEqual(['a and', '…', '']);
    expect(cutAt('a', 99)).toEqual(['a', '…', '']);
  });
});

describe('a query that can', () => {
  it.each(['', 'a', 'host.name:"PC-1" and not (x or /y+/)', 'destination.port:80..443', '検索'])('%s has no problem', (query) => expect(checkSyntax(query)).toBeNull());
});
