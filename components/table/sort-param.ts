import type { Sort } from './column';

/** `-score` → descending by score. */
export function readSort(text: string): Sort {
  return text.startsWith('-') ? { id: text.slice(1), desc: true } : { id: text, desc: false };
}

export function writeSort(sort: Sort): string {
  return `${sort.desc ? '-' : ''}${sort.id}`;
}
