import { describe, expect, it } from 'vitest';
import { circledNumber, circledNumbers } from '@/components/alert/circled-number';
import { markNouns, shortValue, splitStory } from '@/components/alert/story-text';
import { messageReader } from '@/components/i18n/message-reader';
import { LOCALES } from '@/components/i18n/locales';
import { CATALOGUES } from '@/components/i18n/messages';
import { SENTENCES } from '@/lib/engine/graph/sentences';

describe('step numbers', () => {
  it('are circled up to fifty and in parentheses beyond', () => {
    expect([1, 9, 20, 21, 35, 36, 50, 51, 120].map(circledNumber)).toEqual(['①', '⑨', '⑳', '㉑', '㉟', '㊱', '㊿', '(51)', '(120)']);
    expect(circledNumber(0)).toBe('(0)');
  });

  it('are written in order, each once, runs shortened', () => {
    expect(circledNumbers([3, 1, 1])).toBe('①③');
    expect(circledNumbers([5, 3, 4, 9])).toBe('③–⑤⑨');
    expect(circledNumbers([1, 3, 5, 7, 9, 11])).toBe('①③⑤⑦…');
    expect(circledNumbers([])).toBe('');
  });
});

describe('a sentence cut at its nouns', () => {
  it.each(LOCALES)('is word for word the formatted sentence, for every sentence there is (%s)', (locale) => {
    const read = messageReader(CATALOGUES[locale], locale, 'Asia/Tokyo');
    for (const [key, names] of Object.entries(SENTENCES)) {
      const numbers = new Set(['more', 'count', 'minutes', 'seconds', 'hours', 'port', 'percent', 'megabytes', 'process']);
      const params = Object.fromEntries(names.map((name) => [name, numbers.has(name) ? 2 : name === 'level' ? 'high' : `Value of ${name}`]));
      const parts = splitStory(read(`story.${key}`, markNouns(params)), params);
      expect(parts.map((part) => ('text' in part ? part.text : part.value)).join(''), key).toBe(read(`story.${key}`, params));
    }
  });

  it('leaves what steers the message alone: unknown names, levels, numbers', () => {
    expect(markNouns({ account: 'none', level: 'critical', more: 2, host: 'PC' })).toEqual({ account: 'none', level: 'critical', more: 2, host: '\uE000host\uE001' });
  });

  it('does not take what an attacker wrote into a value for a mark or for markup', () => {
    const params = { host: 'PC', image: 'x', command: '\uE000host\uE001 {host} <b>' };
    const parts = splitStory(`\uE000image\uE001: \uE000command\uE001`, params);
    expect(parts).toEqual([{ name: 'image', value: 'x' }, { text: ': ' }, { name: 'command', value: params.command }]);
  });
});

describe('values inside a sentence', () => {
  it('are short: accounts without domain, paths by their last part, commands cut to a line', () => {
    expect(shortValue('account', 'EXAMPLE\\tanaka')).toBe('tanaka');
    expect(shortValue('file', 'C:\\Users\\tanaka\\Downloads\\請求書.exe')).toBe('請求書.exe');
    expect(shortValue('command', `cmd.exe /c ${'a'.repeat(200)}`)).toHaveLength(56);
    expect(shortValue('host', 'PC-0412')).toBe('PC-0412');
  });
});
