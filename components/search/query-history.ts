const KEY = 'yagura-search-history';
const QUERIES_MAX = 20;

/** The browser's store; it may be switched off or full, and then there is no history. */
function withStore<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(window.localStorage);
  } catch (thrown) {
    if (thrown instanceof DOMException || thrown instanceof SyntaxError) return otherwise;
    throw thrown;
  }
}

/** What was searched for in this browser, the latest first. */
export function readHistory(): string[] {
  return withStore((store) => {
    const stored: unknown = JSON.parse(store.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((query): query is string => typeof query === 'string').slice(0, QUERIES_MAX) : [];
  }, []);
}

export function remember(history: readonly string[], query: string): string[] {
  return query === '' ? [...history] : [query, ...history.filter((other) => other !== query)].slice(0, QUERIES_MAX);
}

export function writeHistory(history: readonly string[]): void {
  withStore((store) => store.setItem(KEY, JSON.stringify(history)), undefined);
}
