import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTHING, readPick, resolveSelection } from '@/components/alert/selection';
import { isOnPath } from '@/components/graph/edge-look';
import { drawnEdges, firstView, pictureOf } from '@/components/graph/graph-model';
import { bestLayout, layeredLayout, type Box } from '@/components/graph/layered-layout';
import { crossings } from '@/components/graph/layer-order';
import { assignLayers } from '@/components/graph/layers';
import { CONTENT } from '../alert/support/alert-fixture';

const boxes = (count: number): Box[] => Array.from({ length: count }, (_, index) => ({ id: `n${index}`, width: 100 + (index % 5) * 20, height: 40 }));
const graph = fc.integer({ min: 1, max: 25 }).chain((count) => fc.record({
  nodes: fc.constant(boxes(count)), links: fc.array(fc.record({ from: fc.nat(count - 1), to: fc.nat(count - 1) }), { maxLength: 50 }),
})).map(({ nodes, links }) => ({ nodes, links: links.map(({ from, to }) => ({ from: `n${from}`, to: `n${to}` })) }));

describe('layers', () => {
  it('lead from cause to effect, circles included', () => {
    const layers = assignLayers(['a', 'b', 'c', 'd'], [{ from: 'a', to: 'b' }, { from: 'b', to: 'c' }, { from: 'c', to: 'a' }, { from: 'd', to: 'c' }]);
    expect(Object.fromEntries(layers)).toEqual({ a: 0, b: 1, c: 2, d: 1 });
  });
});

describe('the layout', () => {
  it.each(['right', 'down'] as const)('shows every box, and none over another, for any graph (%s)', (direction) => {
    fc.assert(fc.property(graph, ({ nodes, links }) => {
      const { places, width, height } = layeredLayout(nodes, links, direction);
      const placed = nodes.map((box) => ({ ...box, ...places.get(box.id)! }));
      for (const [index, a] of placed.entries()) {
        expect(a.x >= -0.001 && a.y >= -0.001 && a.x + a.width <= width + 0.001 && a.y + a.height <= height + 0.001).toBe(true);
        for (const b of placed.slice(index + 1)) expect(a.x + a.width <= b.x + 0.001 || b.x + b.width <= a.x + 0.001 || a.y + a.height <= b.y + 0.001 || b.y + b.height <= a.y + 0.001).toBe(true);
      }
    }), { numRuns: 60, seed: 7 });
  });

  it('is the same for the same graph', () => {
    const nodes = boxes(12), links = nodes.slice(1).map((box, index) => ({ from: `n${Math.floor(index / 2)}`, to: box.id }));
    expect(layeredLayout(nodes, links, 'right')).toEqual(layeredLayout(nodes, links, 'right'));
  });

  it('draws a tree without crossings', () => {
    const links = [{ from: 'a', to: 'x' }, { from: 'b', to: 'y' }];
    expect(crossings([['a', 'b'], ['y', 'x']], new Map([['a', ['x']], ['b', ['y']]]))).toBe(1);
    const { places } = layeredLayout(['a', 'b', 'y', 'x'].map((id) => ({ id, width: 100, height: 40 })), links, 'right');
    expect(Math.sign(places.get('a')!.y - places.get('b')!.y)).toBe(Math.sign(places.get('x')!.y - places.get('y')!.y));
  });

  it('turns to suit the frame', () => {
    const nodes = boxes(8), chain = nodes.slice(1).map((box, index) => ({ from: `n${index}`, to: box.id }));
    expect(bestLayout(nodes, chain, { width: 300, height: 900 }).direction).toBe('down');
    expect(bestLayout(nodes, chain, { width: 3000, height: 200 }).direction).toBe('right');
  });
});

describe('the picture', () => {
  it('has a place for every node of the alert', () => {
    const { nodes, width, height } = pictureOf(CONTENT.graph, { width: 600, height: 480 });
    expect(nodes.map(({ node }) => node.id)).toEqual(CONTENT.graph.nodes.map(({ id }) => id));
    expect(Math.min(width, height)).toBeGreaterThan(0);
  });

  it('opens on everything while that can be read, else where the story begins', () => {
    const frame = { width: 600, height: 480 }, picture = pictureOf(CONTENT.graph, frame);
    expect(firstView(picture, { width: 4000, height: 4000 }, 0.5)).toBeUndefined();
    expect(firstView(picture, { width: 60, height: 60 }, 0.5)).toEqual(['process:edge', 'file:invoice']);
    expect(firstView({ ...picture, edges: [] }, { width: 60, height: 60 }, 0.5)).toBeUndefined();
  });

  it('numbers what was done, and where something ran only if nothing else says it', () => {
    const labels = Object.fromEntries(drawnEdges(CONTENT.graph).map((edge) => [edge.id, edge.label]));
    expect(labels).toMatchObject({ 'process:edge>file:invoice': '①', 'file:invoice>process:invoice': '②', 'process:invoice>process:rar': '③', 'endpoint:pc-0412>process:invoice': '', 'account:tanaka>process:invoice': '' });
  });

  it('draws several relations between the same two as one line', () => {
    expect(drawnEdges(CONTENT.graph).find(({ id }) => id === 'process:invoice>process:rar')?.relations).toEqual(['started', 'opened']);
  });

  it('marks the lines of what is selected', () => {
    const [line] = drawnEdges(CONTENT.graph).filter(({ id }) => id === 'process:invoice>process:rar');
    const select = (text: string) => resolveSelection(readPick(text), CONTENT);
    expect([NOTHING, select('node-process:rar'), select('step-1'), { ...select('step-3'), nodes: new Set(['process:invoice', 'process:rar']) }].map((selection) => isOnPath(line!, selection))).toEqual([false, true, false, true]);
  });
});
