import { readFileSync } from 'node:fs';
import { createTranslator } from 'use-intl';
import { describe, expect, it } from 'vitest';
import { RELATIONS } from '../../../lib/engine/graph/graph-builder';
import { SENTENCES } from '../../../lib/engine/graph/sentences';

type Catalogue = { story: Record<string, string> };
const read = (locale: string): Catalogue => JSON.parse(readFileSync(new URL(`../../../lib/messages/story.${locale}.json`, import.meta.url), 'utf8')) as Catalogue;
const catalogues = [['en', read('en')], ['ja', read('ja')]] as const;
const expected = [...Object.keys(SENTENCES), ...RELATIONS.map((r) => `relation_${r}`)].sort();
const NUMERIC = new Set(['count', 'minutes', 'seconds', 'hours', 'days', 'total', 'more', 'megabytes', 'percent']);

describe.each(catalogues)('the story in %s', (locale, messages) => {
  it('has a message for every sentence and relation, and no others', () => {
    expect(Object.keys(messages.story).sort()).toEqual(expected);
  });

  it.each(Object.entries(SENTENCES))('says %s with all its parameters, and without names that no record gave', (key, params) => {
    const translate = createTranslator({ locale, messages, onError: (error) => { throw error; } }) as (key: string, values: Record<string, string | number>) => string;
    for (const count of [0, 1, 3]) {
      const values = Object.fromEntries(params.map((p) => [p, NUMERIC.has(p) ? count : `<${p}>`]));
      const text = translate(`story.${key}`, values);
      for (const p of params) if (!NUMERIC.has(p) && p !== 'level' && p !== 'phases') expect(text).toContain(`<${p}>`);
    }
    const unnamed = Object.fromEntries(params.map((p) => [p, NUMERIC.has(p) ? 1 : p === 'account' || p === 'image' || p === 'host' ? 'none' : 'x']));
    if (key.startsWith('step_') && !key.startsWith('step_ran')) expect(translate(`story.${key}`, unnamed)).not.toMatch(/\bnone\b/);
  });
});
