/** Characters as sorted, separate, inclusive ranges of UTF-16 units: [first, last, first, last, …]. */
export type CharSet = readonly number[];

export const LAST_UNIT = 0xffff;
export const DIGIT: CharSet = [48, 57];
export const WORD: CharSet = [48, 57, 65, 90, 95, 95, 97, 122];
export const SPACE: CharSet = [9, 13, 32, 32];
export const HORIZONTAL_SPACE: CharSet = [9, 9, 32, 32, 160, 160];
export const NEWLINE: CharSet = [10, 10];
export const ANY_CHAR: CharSet = [0, LAST_UNIT];

export function union(...sets: readonly CharSet[]): CharSet {
  const ranges: [number, number][] = [];
  for (const set of sets) for (let i = 0; i < set.length; i += 2) ranges.push([set[i] ?? 0, set[i + 1] ?? 0]);
  ranges.sort((left, right) => left[0] - right[0]);
  const merged: number[] = [];
  for (const [first, last] of ranges) {
    const end = merged.length - 1;
    if (merged.length > 0 && first <= (merged[end] ?? 0) + 1) merged[end] = Math.max(merged[end] ?? 0, last);
    else merged.push(first, last);
  }
  return merged;
}

export function negate(set: CharSet): CharSet {
  const result: number[] = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if ((set[i] ?? 0) > next) result.push(next, (set[i] ?? 0) - 1);
    next = (set[i + 1] ?? 0) + 1;
  }
  if (next <= LAST_UNIT) result.push(next, LAST_UNIT);
  return result;
}

export function has(set: CharSet, code: number): boolean {
  for (let i = 0; i < set.length && (set[i] ?? 0) <= code; i += 2) if (code <= (set[i + 1] ?? 0)) return true;
  return false;
}

/** Adds the other case of the letters A to Z and a to z. */
export function ignoreCase(set: CharSet): CharSet {
  const more: number[] = [];
  for (let i = 0; i < set.length; i += 2) {
    const first = set[i] ?? 0;
    const last = set[i + 1] ?? 0;
    if (first <= 90 && last >= 65) more.push(Math.max(first, 65) + 32, Math.min(last, 90) + 32);
    if (first <= 122 && last >= 97) more.push(Math.max(first, 97) - 32, Math.min(last, 122) - 32);
  }
  return more.length === 0 ? set : union(set, ...Array.from({ length: more.length / 2 }, (_, i) => more.slice(i * 2, i * 2 + 2)));
}

/** The one character of a set, letters folded: an exact one, or a letter in both cases. Undefined when the set is wider. */
export function onlyCharacter(set: CharSet): { folded: string; exact: boolean } | undefined {
  const first = set[0] ?? -1;
  if (set.length === 2 && first === set[1]) return { folded: String.fromCharCode(first >= 65 && first <= 90 ? first + 32 : first), exact: true };
  if (set.length === 4 && first === set[1] && set[2] === set[3] && first >= 65 && first <= 90 && set[2] === first + 32) return { folded: String.fromCharCode(first + 32), exact: false };
  return undefined;
}
