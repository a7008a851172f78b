import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, foldUnchanged, type DiffLine } from '@/components/rules/diff-lines';

const show = (lines: readonly DiffLine[]): string[] => lines.map(({ kind, text }) => ({ same: ' ', removed: '-', added: '+' })[kind] + text);
const text = fc.array(fc.constantFrom('a', 'b', 'c', '', 'long line'), { maxLength: 12 }).map((lines) => lines.map((line) => `${line}\n`).join(''));

describe('line difference', () => {
  it('says what went before what came', () => {
    expect(show(diffLines('a\nb\nc\n', 'a\nx\nc\n'))).toEqual([' a', '-b', '+x', ' c']);
  });

  it('rebuilds both texts from its lines, with their numbers', () => {
    fc.assert(fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const rebuilt = (side: 'before' | 'after') => lines.filter((line) => line[side] !== undefined).map((line) => `${line.text}\n`).join('');
      expect(rebuilt('before')).toBe(before);
      expect(rebuilt('after')).toBe(after);
      for (const side of ['before', 'after'] as const) expect(lines.flatMap((line) => line[side] ?? [])).toEqual(lines.flatMap((line) => line[side] ?? []).map((_, index) => index + 1));
    }));
  });

  it('marks nothing where nothing differs, whatever the line ends', () => {
    expect(show(diffLines('a\r\nb\r\n', 'a\nb'))).toEqual([' a', ' b']);
    expect(diffLines('', '')).toEqual([]);
  });

  it('finds the shortest edit: a moved line costs one removal and one addition', () => {
    expect(diffLines('a\nb\nc\nd', 'b\nc\nd\na').filter(({ kind }) => kind !== 'same')).toHaveLength(2);
  });

  it('gives up on pairing lines of huge texts instead of hanging', () => {
    const before = Array.from({ length: 3000 }, (_, i) => `old ${i}`).join('\n'), after = Array.from({ length: 3000 }, (_, i) => `new ${i}`).join('\n');
    expect(diffLines(before, after)).toHaveLength(6000);
  });
});

describe('folding', () => {
  it('keeps three lines around every change and counts the rest', () => {
    const before = Array.from({ length: 20 }, (_, i) => `line ${i}`).join('\n');
    const folded = foldUnchanged(diffLines(before, before.replace('line 10', 'other')));
    expect(folded.map((line) => (line.kind === 'fold' ? `… ${line.count}` : line.text))).toEqual(['… 7', 'line 7', 'line 8', 'line 9', 'line 10', 'other', 'line 11', 'line 12', 'line 13', '… 6']);
  });
});
