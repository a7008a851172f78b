import { plainBytes } from './low-bytes';

/** `*`: any run of characters. */
export const ANY = 1;
/** `?`: exactly one character. */
export const ONE = 2;
export type Part = string | typeof ANY | typeof ONE;

/** A Sigma string value: literal runs and wildcards in turn; neighbouring literals are merged. */
export type SigmaString = readonly Part[];

/** Reads wildcards and the escapes `\*`, `\?` and `\\`; a backslash before anything else is itself. */
export function parseSigmaString(text: string): SigmaString {
  const parts: Part[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '\\') {
      const next = text.charAt(i + 1);
      if (next === '*' || next === '?' || next === '\\') {
        literal += next;
        i++;
      } else literal += c;
    } else if (c === '*' || c === '?') {
      if (literal) parts.push(literal);
      literal = '';
      if (c === '?') parts.push(ONE);
      else if (parts[parts.length - 1] !== ANY) parts.push(ANY);
    } else literal += c;
  }
  if (literal) parts.push(literal);
  return parts;
}

/** Joins parts so that no two literals and no two `*` stand side by side. */
export function mergeParts(parts: Iterable<Part>): SigmaString {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== ANY || last !== ANY) merged.push(part);
  }
  return merged;
}

export const hasWildcard = (value: SigmaString): boolean => value.some((part) => typeof part !== 'string');

/** The text without wildcards, as it would be compared. */
export const plainText = (value: SigmaString): string => value.map((part) => (part === ANY ? '*' : part === ONE ? '?' : part)).join('');

const NON_ASCII = /[\u0080-\uffff]/;
const UPPER_ASCII = /[A-Z]+/g;
/** From this length on, bytes are the faster way to tell. */
const LONG_CHARS = 256;

/** Lower-cases A to Z only: other letters are told apart by case, whatever the locale. */
export function foldAscii(text: string): string {
  const plain = text.length < LONG_CHARS ? !NON_ASCII.test(text) : plainBytes(text);
  return plain ? text.toLowerCase() : text.replace(UPPER_ASCII, (run) => run.toLowerCase());
}

/** Whether the folded `literal` stands in `text` at `at`, letters A to Z of the text taken as lower-case. */
export function standsAt(text: string, at: number, literal: string): boolean {
  if (at < 0 || at + literal.length > text.length) return false;
  for (let i = 0; i < literal.length; i++) {
    const code = text.charCodeAt(at + i);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== literal.charCodeAt(i)) return false;
  }
  return true;
}
