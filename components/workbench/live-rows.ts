interface Row { id: string; updatedAt: number }
interface Rows<R> { items: readonly R[]; total: number }

/**
 * What is shown stays where it is and is only brought up to date; rows that are new wait to be asked for. `fresh` is the first page as it is now: a row
 * of it that was not shown counts as new when it changed since, and a total that grew counts even where its rows stand on later pages.
 */
export function mergeLive<R extends Row>(shown: Rows<R>, fresh: Rows<R> | undefined): { rows: readonly R[]; waiting: number } {
  if (fresh === undefined) return { rows: shown.items, waiting: 0 };
  const now = new Map(fresh.items.map((row) => [row.id, row]));
  const known = new Set(shown.items.map((row) => row.id));
  const newest = shown.items.reduce((latest, row) => Math.max(latest, row.updatedAt), 0);
  const rows = shown.items.map((row) => {
    const other = now.get(row.id);
    return other !== undefined && other.updatedAt > row.updatedAt ? other : row;
  });
  const arrived = fresh.items.filter((row) => !known.has(row.id) && row.updatedAt > newest).length;
  return { rows, waiting: Math.max(arrived, fresh.total - shown.total, 0) };
}
