import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLine, countLines, indent, lineAt, lineStart, outdent, type EditState } from '@/components/rules/editor-text';

/** `|` marks the cursor, two of them a selection. */
function at(marked: string): EditState {
  const start = marked.indexOf('|'), end = marked.lastIndexOf('|');
  return { text: marked.replaceAll('|', ''), start, end: end === start ? start : end - 1 };
}
function show({ text, start, end }: EditState): string {
  return start === end ? `${text.slice(0, start)}|${text.slice(start)}` : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
}

describe('line numbers', () => {
  it('count one line more than there are breaks, the empty text too', () => {
    expect(['', 'a', 'a\n', 'a\nb', '\n\n'].map(countLines)).toEqual([1, 1, 2, 2, 3]);
  });

  it('find the line of every offset and the offset of every line', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 6 }).map((line) => line.replaceAll('\n', '')), { minLength: 1, maxLength: 8 }), (lines) => {
      const text = lines.join('\n');
      lines.forEach((_, index) => expect(lineAt(text, lineStart(text, index + 1))).toBe(index + 1));
    }));
  });

  it('stay inside the text when a problem names a line that is no longer there', () => {
    expect(lineStart('a\nbc', 9)).toBe(2);
  });
});

describe('indentation', () => {
  it.each([
    ['a|b', 'a |b'], ['|ab', '  |ab'], ['ab|', 'ab  |'], ['x|y|z', 'x |z'],
    ['|a\n\nb|', '  |a\n\n  b|'], ['a|a\nb\n|c', '  a|a\n  b\n|c'],
  ])('Tab in %j gives %j', (before, after) => expect(show(indent(at(before)))).toBe(after));

  it.each([['    a|', '  a|'], [' a|', 'a|'], ['a|', 'a|'], ['  |a\n  b|', '|a\nb|'], ['| a', '|a']])('Shift+Tab in %j gives %j', (before, after) => expect(show(outdent(at(before)))).toBe(after));

  it('is taken back by Shift+Tab for selected lines', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z][a-z ]{0,5}$/), { minLength: 2, maxLength: 6 }), (lines) => {
      const text = lines.join('\n');
      const there = indent({ text, start: 0, end: text.length });
      expect(outdent(there).text).toBe(text);
    }));
  });
});

describe('Enter', () => {
  it.each([['  a: 1|', '  a: 1\n  |'], ['  detection:|', '  detection:\n    |'], ['key:   |', 'key:   \n  |'], ['|a', '\n|a'], ['  a|b|c', '  a\n  |c']])('in %j gives %j', (before, after) => expect(show(breakLine(at(before)))).toBe(after));
});
