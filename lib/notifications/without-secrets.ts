import type { Access } from './model';

const CHARS_MIN = 6;
const CUT = '[cut]';

/** The parts of a value that would give access: all of it, and of an address also its path and what a query says. */
function partsOf(value: string): string[] {
  if (!URL.canParse(value)) return [value];
  const url = new URL(value);
  return [value, url.href, `${url.pathname}${url.search}`, url.pathname, ...url.pathname.split('/'), ...url.searchParams.values(), url.password];
}

/** A text for people, the database or the log from which every key of the target is cut, should a receiver repeat one. */
export function withoutSecrets(text: string, { secret }: Access): string {
  const parts = Object.values(secret).flatMap((value) => (typeof value === 'string' ? partsOf(value) : [])).filter((part) => part.length >= CHARS_MIN);
  return parts.sort((a, b) => b.length - a.length).reduce((rest, part) => rest.replaceAll(part, CUT), text);
}
