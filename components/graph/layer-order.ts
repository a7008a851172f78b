import type { Link } from './layers';

/** Nodes and the bends of long links, layer by layer. A bend is a place that keeps a way free between nodes. */
export interface Layering { rows: string[][]; links: Link[]; bends: ReadonlySet<string> }

const SWEEPS = 12;

/** Splits links that span several layers into links from layer to layer. */
export function withBends(ids: readonly string[], links: readonly Link[], layers: ReadonlyMap<string, number>): Layering {
  const rows: string[][] = [];
  const put = (id: string, layer: number): void => { (rows[layer] ??= []).push(id); };
  for (const id of ids) put(id, layers.get(id) ?? 0);
  const bends = new Set<string>();
  const short: Link[] = [];
  links.forEach(({ from, to }, index) => {
    const [low, high] = (layers.get(from) ?? 0) <= (layers.get(to) ?? 0) ? [from, to] : [to, from];
    const start = layers.get(low) ?? 0, end = layers.get(high) ?? 0;
    let last = low;
    for (let layer = start + 1; layer < end; layer++) {
      const bend = `bend ${index} ${layer}`;
      bends.add(bend);
      put(bend, layer);
      short.push({ from: last, to: bend });
      last = bend;
    }
    if (start !== end) short.push({ from: last, to: high });
  });
  return { rows: Array.from(rows, (row) => row ?? []), links: short, bends };
}

/** Orders each layer by the middle of its neighbours, back and forth, and keeps the order with the fewest crossings. */
export function orderLayers({ rows, links, bends }: Layering): Layering {
  const before = neighbours(links, 'to', 'from'), after = neighbours(links, 'from', 'to');
  let current = rows.map((row) => [...row]);
  let best = current, fewest = crossings(current, after);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    current = swept(current, sweep % 2 === 0 ? before : after, sweep % 2 === 0);
    const count = crossings(current, after);
    if (count < fewest) [best, fewest] = [current, count];
  }
  return { rows: best, links, bends };
}

function neighbours(links: readonly Link[], own: keyof Link, other: keyof Link): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const link of links) found.set(link[own], [...(found.get(link[own]) ?? []), link[other]]);
  return found;
}

function swept(rows: readonly string[][], near: ReadonlyMap<string, readonly string[]>, down: boolean): string[][] {
  const next = rows.map((row) => [...row]);
  const order = down ? next.keys() : [...next.keys()].reverse().values();
  const places = new Map<string, number>();
  for (const layer of order) {
    const row = next[layer] ?? [];
    const wanted = new Map(row.map((id, place) => {
      const known = (near.get(id) ?? []).map((other) => places.get(other)).filter((at) => at !== undefined);
      return [id, known.length === 0 ? place : known.reduce((sum, at) => sum + at, 0) / known.length] as const;
    }));
    const sorted = row.map((id, place) => ({ id, place })).sort((a, b) => (wanted.get(a.id) ?? 0) - (wanted.get(b.id) ?? 0) || a.place - b.place).map(({ id }) => id);
    next[layer] = sorted;
    sorted.forEach((id, place) => places.set(id, place));
  }
  return next;
}

/** Pairs of links between neighbouring layers that cross. */
export function crossings(rows: readonly (readonly string[])[], after: ReadonlyMap<string, readonly string[]>): number {
  const places = new Map(rows.flatMap((row) => row.map((id, place) => [id, place] as const)));
  let count = 0;
  for (const row of rows) {
    const ends = row.flatMap((id) => (after.get(id) ?? []).map((to) => places.get(to) ?? 0).sort((a, b) => a - b));
    for (const [index, end] of ends.entries()) for (let other = index + 1; other < ends.length; other++) if ((ends[other] ?? 0) < end) count += 1;
  }
  return count;
}
