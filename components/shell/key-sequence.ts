export interface KeyPress { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

const SEQUENCE_MS = 1200;

/**
 * Reads `g w`-like sequences from key presses. Give it the bindings that exist now; it answers with the one that is complete.
 * A prefix is kept for a moment; any other key starts anew.
 */
export function makeKeySequence(): (press: KeyPress, at: number, bindings: readonly string[]) => string | null {
  let prefix = '';
  let prefixAt = 0;
  return (press, at, bindings) => {
    if (press.ctrlKey || press.metaKey || press.altKey || press.key.length !== 1) return null;
    const typed = prefix !== '' && at - prefixAt <= SEQUENCE_MS ? `${prefix} ${press.key}` : press.key;
    for (const candidate of typed === press.key ? [typed] : [typed, press.key]) {
      if (bindings.includes(candidate)) {
        prefix = '';
        return candidate;
      }
      if (bindings.some((binding) => binding.startsWith(`${candidate} `))) {
        prefix = candidate;
        prefixAt = at;
        return null;
      }
    }
    prefix = '';
    return null;
  };
}
