import { mergeParts, type Part } from './sigma-string';
import type { Value } from './values';

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'] as const;
/** A dash that opens a word: not behind a word character, and before one. */
const OPENING_DASH = /\B[-/\u2013\u2014\u2015]\b/g;
/** 5³ variants; a value with more dashes than this varies only the first ones. */
const DASHES_MAX = 3;

/** Every form of a command line switch: each opening dash as hyphen, slash, en dash, em dash and horizontal bar. */
export function windashVariants(value: Extract<Value, { type: 'string' }>): Value[] {
  let variants: Part[][] = [[]];
  let dashes = 0;
  for (const part of value.parts) {
    if (typeof part !== 'string') {
      for (const variant of variants) variant.push(part);
      continue;
    }
    let from = 0;
    for (const found of part.matchAll(OPENING_DASH)) {
      if (++dashes > DASHES_MAX) break;
      const before = part.slice(from, found.index);
      variants = variants.flatMap((variant) => DASHES.map((dash) => [...variant, before, dash]));
      from = found.index + 1;
    }
    for (const variant of variants) variant.push(part.slice(from));
  }
  return variants.map((parts) => ({ ...value, parts: mergeParts(parts) }));
}
