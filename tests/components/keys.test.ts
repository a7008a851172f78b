import { describe, expect, it } from 'vitest';
import { negotiateLocale } from '@/components/i18n/accept-language';
import { makeKeySequence, type KeyPress } from '@/components/shell/key-sequence';
import { isCurrent, NAV } from '@/components/shell/nav';
import { isImeKey } from '@/components/ui/ime';

const BINDINGS = ['g w', 'g t', 'a', 'w'];
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('key sequences', () => {
  it('complete after their last key', () => {
    const read = makeKeySequence();
    expect(read(press('g'), 0, BINDINGS)).toBeNull();
    expect(read(press('w'), 300, BINDINGS)).toBe('g w');
  });

  it('start anew when the second key comes too late', () => {
    const read = makeKeySequence();
    read(press('g'), 0, BINDINGS);
    expect(read(press('w'), 5000, BINDINGS)).toBe('w');
  });

  it('let a key that does not continue the sequence count by itself', () => {
    const read = makeKeySequence();
    read(press('g'), 0, BINDINGS);
    expect(read(press('a'), 100, BINDINGS)).toBe('a');
  });

  it('ignore presses with a modifier, which belong to the browser', () => {
    const read = makeKeySequence();
    expect(read(press('a', { ctrlKey: true }), 0, BINDINGS)).toBeNull();
    expect(read(press('a', { metaKey: true }), 0, BINDINGS)).toBeNull();
  });
});

describe('input methods', () => {
  it('Enter that confirms a composition is told apart in every browser', () => {
    expect(isImeKey({ keyCode: 13, nativeEvent: { isComposing: true } })).toBe(true);
    expect(isImeKey({ keyCode: 229, nativeEvent: { isComposing: false } })).toBe(true);
    expect(isImeKey({ keyCode: 13, nativeEvent: { isComposing: false } })).toBe(false);
  });
});

describe('language of the first visit', () => {
  it.each([
    ['ja,en;q=0.8', 'ja'], ['ja-JP', 'ja'], ['fr,ja;q=0.5,en;q=0.9', 'en'], ['en;q=0,ja;q=0.1', 'ja'], ['fr', 'en'], ['', 'en'], [null, 'en'], [';;q=,', 'en'],
  ] as const)('for %j is %s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });
});

describe('navigation', () => {
  it('has one key per place, none that a list takes first', () => {
    const keys = NAV.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => 'jkx'.includes(key))).toEqual([]);
  });

  it('marks a place for its own pages and those below it, not for a longer name', () => {
    expect(isCurrent('/workbench/WB-1', '/workbench')).toBe(true);
    expect(isCurrent('/workbenches', '/workbench')).toBe(false);
  });
});
