export const START_PATH = '/home';

/** Where to go after sign-in: a path of this console, whatever the link said; anything else leads to the start page. */
export function safeNext(next: string | null | undefined): string {
  // Browsers drop tabs and line breaks inside an address, and read a backslash as a slash.
  if (!next?.startsWith('/') || /^\/[/\\]|\s/.test(next)) return START_PATH;
  const base = 'http://console.invalid';
  if (!URL.canParse(next, base)) return START_PATH;
  const at = new URL(next, base);
  if (at.origin !== base || at.pathname.startsWith('/api/')) return START_PATH;
  return `${at.pathname}${at.search}${at.hash}`;
}
