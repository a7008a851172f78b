import { orderLayers, withBends } from './layer-order';
import { assignLayers, type Link } from './layers';

export type Direction = 'right' | 'down';
export interface Box { id: string; width: number; height: number }
export interface Layout { direction: Direction; width: number; height: number; /** Upper left corner of each box. */ places: ReadonlyMap<string, { x: number; y: number }> }

const LAYER_GAP: Readonly<Record<Direction, number>> = { right: 50, down: 48 };
const BOX_GAP: Readonly<Record<Direction, number>> = { right: 12, down: 14 };
const BEND_SPACE = 12;
const ROUNDS = 10;

/** Places boxes in layers along the links. The same input gives the same picture. */
export function layeredLayout(boxes: readonly Box[], links: readonly Link[], direction: Direction): Layout {
  const ids = boxes.map(({ id }) => id);
  const known = new Map(boxes.map((box) => [box.id, box]));
  const drawn = links.filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const layering = orderLayers(withBends(ids, drawn, assignLayers(ids, drawn)));
  const along = (id: string): number => { const box = known.get(id); return box === undefined ? 0 : direction === 'right' ? box.width : box.height; };
  const across = (id: string): number => { const box = known.get(id); return box === undefined ? BEND_SPACE : direction === 'right' ? box.height : box.width; };
  const middles = placeAcross(layering.rows, layering.links, across, BOX_GAP[direction]);
  const first = Math.min(...[...middles].map(([id, at]) => at - across(id) / 2));
  const places = new Map<string, { x: number; y: number }>();
  let offset = 0, span = 0;
  for (const row of layering.rows) {
    const depth = Math.max(0, ...row.map(along));
    for (const id of row) {
      if (!known.has(id)) continue;
      const cross = (middles.get(id) ?? 0) - across(id) / 2 - first;
      span = Math.max(span, cross + across(id));
      places.set(id, direction === 'right' ? { x: offset, y: cross } : { x: cross, y: offset + (depth - along(id)) / 2 });
    }
    offset += depth + LAYER_GAP[direction];
  }
  const length = Math.max(0, offset - LAYER_GAP[direction]);
  return direction === 'right' ? { direction, places, width: length, height: span } : { direction, places, width: span, height: length };
}

/** The direction in which the whole picture can be shown largest in a frame of this size. */
export function bestLayout(boxes: readonly Box[], links: readonly Link[], frame: { width: number; height: number }): Layout {
  const zoom = (layout: Layout): number => Math.min(1, frame.width / Math.max(1, layout.width), frame.height / Math.max(1, layout.height));
  const right = layeredLayout(boxes, links, 'right'), down = layeredLayout(boxes, links, 'down');
  return zoom(down) > zoom(right) ? down : right;
}

/** Middles across the layers: each as near as its order and the gap allow to the middle of its neighbours. */
function placeAcross(rows: readonly (readonly string[])[], links: readonly Link[], size: (id: string) => number, gap: number): Map<string, number> {
  const near = new Map<string, string[]>();
  for (const { from, to } of links) {
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  const middles = new Map<string, number>();
  for (const row of rows) settle(row, row.map(() => 0), size, gap, middles);
  for (let round = 0; round < ROUNDS; round++) {
    for (const row of round % 2 === 0 ? rows : [...rows].reverse()) {
      const wanted = row.map((id) => {
        const others = (near.get(id) ?? []).map((other) => middles.get(other) ?? 0);
        return others.length === 0 ? (middles.get(id) ?? 0) : others.reduce((sum, at) => sum + at, 0) / others.length;
      });
      settle(row, wanted, size, gap, middles);
    }
  }
  return middles;
}

/** Least squares under the order: neighbours that would overlap are pushed apart as one block around their common middle. */
function settle(row: readonly string[], wanted: readonly number[], size: (id: string) => number, gap: number, middles: Map<string, number>): void {
  const offsets: number[] = [];
  row.forEach((id, index) => {
    const before = row[index - 1];
    offsets.push(before === undefined ? 0 : (offsets[index - 1] ?? 0) + (size(before) + size(id)) / 2 + gap);
  });
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, at] of wanted.entries()) {
    blocks.push({ sum: at - (offsets[index] ?? 0), count: 1 });
    for (let last = blocks.at(-1), other = blocks.at(-2); last !== undefined && other !== undefined && other.sum / other.count > last.sum / last.count; last = blocks.at(-1), other = blocks.at(-2)) {
      blocks.splice(-2, 2, { sum: other.sum + last.sum, count: other.count + last.count });
    }
  }
  const starts = blocks.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
  row.forEach((id, index) => middles.set(id, (starts[index] ?? 0) + (offsets[index] ?? 0)));
}
