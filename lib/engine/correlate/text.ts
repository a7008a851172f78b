/** Last part of a Windows or POSIX path. */
export function baseName(path: string): string {
  const end = Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/'));
  return path.slice(end + 1);
}

export function lowerBase(path: string | undefined): string {
  return path === undefined ? '' : baseName(path).toLowerCase();
}

/** Host names without their domain; addresses as they are. */
export function shortName(name: string): string {
  return /^[\d.]+$|:/.test(name) ? name : (name.split('.')[0] ?? name);
}

/** At most `max` characters, never half of a surrogate pair; a cut is shown. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(max - 2)) ? max - 2 : max - 1;
  return `${text.slice(0, end)}…`;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The shape of a command line, path or name: two runs of the same thing have the same shape although their identifiers, numbers, hashes and encoded
 * blobs differ.
 */
export function shapeOf(text: string, max = 160): string {
  return text
    .slice(0, 2_000)
    .toLowerCase()
    .replace(/\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/g, '{guid}')
    .replace(/s-1-5-21-[\d-]+/g, '{sid}')
    .replace(/[a-z0-9+/=]{60,}/g, '{blob}')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/g, '{hex}')
    .replace(/\d+/g, '#')
    .replace(/["']/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, max);
}
