import { BACK_TEST_LIMITS } from './limits';
import { storableText } from './storable-text';

const KEY_CHARS_MAX = 400;

/** Adds counts by key; past a bound, keys that are new are left out, and that is said. */
export function mergeCounts(before: Readonly<Record<string, number>>, more: Iterable<readonly [string, number]>): { counts: Record<string, number>; leftOut: boolean } {
  const counts = new Map(Object.entries(before));
  let leftOut = false;
  for (const [key, count] of more) {
    const storable = storableText(key, KEY_CHARS_MAX);
    if (counts.has(storable) || counts.size < BACK_TEST_LIMITS.keysCountedMax) counts.set(storable, (counts.get(storable) ?? 0) + count);
    else leftOut = true;
  }
  return { counts: Object.fromEntries(counts), leftOut };
}
