import { quoteValue } from '@/lib/engine/query/search';
import { parseSearch } from '@/lib/engine/query/search-parser';
import { SearchError, type SearchNode } from '@/lib/engine/query/search';

function understood(query: string): SearchNode | undefined {
  try {
    return parseSearch(query);
  } catch (thrown) {
    if (thrown instanceof SearchError) return undefined;
    throw thrown;
  }
}

/** The query narrowed by one more test. One that cannot be understood gives way to it; one that it holds already stays as it is. */
export function addTest(query: string, test: string): string {
  const before = query.trim(), node = understood(before);
  if (before === '' || node === undefined) return test;
  if (before === test || before.endsWith(` and ${test}`)) return before;
  return `${node.type === 'or' ? `(${before})` : before} and ${test}`;
}

/** This value, exactly, in whatever field it stands. */
export function anywhere(value: string | number): string {
  return `*:${quoteValue(String(value))}`;
}
