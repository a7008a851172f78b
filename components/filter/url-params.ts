export type UrlPatch = Readonly<Record<string, string | readonly string[] | null>>;

/** A copy of `before` with the patch on it: null and empty lists remove a key. Keys stay in a fixed order, so that equal states are equal URLs. */
export function patchParams(before: URLSearchParams, patch: UrlPatch): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const [key, value] of Object.entries(patch)) {
    next.delete(key);
    if (value === null || value === '') continue;
    for (const each of typeof value === 'string' ? [value] : value) next.append(key, each);
  }
  next.sort();
  return next;
}
