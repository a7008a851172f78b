import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEVELS } from '@/components/ui/severity';
import { contrast, readTokens, type Rgb } from './color-support';

const tokens = readTokens(readFileSync(new URL('../../components/ui/tokens.css', import.meta.url), 'utf8'));
const THEMES = ['light', 'dark'] as const;
const INTENTS = ['accent', 'positive', 'notice', 'negative'] as const;
const GROUNDS = ['surface', 'surface-raised', 'surface-sunken', 'surface-hover', 'surface-selected'] as const;
const TEXT_MIN = 4.5;
const SHAPE_MIN = 3;

type Pair = readonly [string, string];
const TEXT: readonly Pair[] = [
  ...GROUNDS.flatMap((ground) => ['content', 'content-secondary', 'content-tertiary', ...INTENTS.map((intent) => `content-${intent}`), ...LEVELS.map((level) => `sev-${level}`)].map((text): Pair => [text, ground])),
  ...INTENTS.map((intent): Pair => [`content-${intent}`, `surface-${intent}`]),
  ...LEVELS.map((level): Pair => [`sev-${level}`, `sev-${level}-soft`]),
  ['content-inverse', 'surface-accent-strong'], ['content-inverse', 'surface-accent-strong-hover'],
  ['content-inverse', 'surface-negative-strong'], ['content-inverse', 'surface-negative-strong-hover'], ['content-inverse', 'surface-inverse'],
  ['content', 'surface-pressed'],
];
const SHAPES: readonly Pair[] = [
  ...LEVELS.map((level): Pair => [`sev-${level}-solid`, 'surface']),
  ...GROUNDS.flatMap((ground): Pair[] => [['stroke-focus', ground], ['stroke-strong', ground]]),
  ['stroke-accent', 'surface'], ['surface-accent-strong', 'surface'],
];

function failures(pairs: readonly Pair[], colours: ReadonlyMap<string, Rgb>, least: number): string[] {
  return pairs.flatMap(([front, back]) => {
    const [one, other] = [colours.get(front), colours.get(back)];
    if (one === undefined || other === undefined) return [`${front} or ${back} does not exist`];
    const ratio = contrast(one, other);
    return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`];
  });
}

describe.each(THEMES)('%s theme', (theme) => {
  it('text reads on every ground it stands on (WCAG AA, 4.5:1)', () => {
    expect(failures(TEXT, tokens[theme], TEXT_MIN)).toEqual([]);
  });

  it('shapes that carry meaning stand out (WCAG AA, 3:1)', () => {
    expect(failures(SHAPES, tokens[theme], SHAPE_MIN)).toEqual([]);
  });
});
