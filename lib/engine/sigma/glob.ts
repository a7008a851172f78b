import { ANY, type ONE, type Part, type SigmaString } from './sigma-string';

type Segment = readonly (string | typeof ONE)[];

const lengthOf = (segment: Segment): number => segment.reduce((sum: number, part) => sum + (typeof part === 'string' ? part.length : 1), 0);

function matchesAt(segment: Segment, text: string, from: number): boolean {
  let at = from;
  for (const part of segment) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return false;
      at += part.length;
    } else at++;
  }
  return at <= text.length;
}

function find(segment: Segment, length: number, text: string, from: number, last: number): number {
  const [first] = segment;
  for (let at = from; at + length <= last; at++) {
    if (typeof first === 'string') {
      at = text.indexOf(first, at);
      if (at < 0 || at + length > last) return -1;
    }
    if (matchesAt(segment, text, at)) return at;
  }
  return -1;
}

/** A whole-value test for a pattern with wildcards; never backtracks over a `*`, so time is at most value × pattern. */
export function compileGlob(parts: SigmaString): (text: string) => boolean {
  const segments: (string | typeof ONE)[][] = [[]];
  for (const part of parts) {
    if (part === ANY) segments.push([]);
    else segments[segments.length - 1]?.push(part);
  }
  const head = segments[0] ?? [];
  if (segments.length === 1) {
    const exact = lengthOf(head);
    return (text) => text.length === exact && matchesAt(head, text, 0);
  }
  const tail = segments[segments.length - 1] ?? [];
  const middle = segments.slice(1, -1).filter((segment) => segment.length > 0).map((segment) => ({ segment, length: lengthOf(segment) }));
  const headLength = lengthOf(head);
  const tailLength = lengthOf(tail);
  return (text) => {
    const last = text.length - tailLength;
    if (last < headLength || !matchesAt(head, text, 0) || !matchesAt(tail, text, last)) return false;
    let at = headLength;
    for (const { segment, length } of middle) {
      const found = find(segment, length, text, at, last);
      if (found < 0) return false;
      at = found + length;
    }
    return true;
  };
}

/** Literal runs of a pattern, each of which a matching value must contain. */
export const globLiterals = (parts: readonly Part[]): string[] => parts.filter((part): part is string => typeof part === 'string');
