import { describe, expect, it } from 'vitest';
import { areParted, sidesOf } from '../../../lib/engine/correlate/corrections';
import { componentsOf } from '../../../lib/engine/correlate/components';
import type { Corrections, Edge } from '../../../lib/engine/correlate/types';

const edge = (from: string, to: string, confidence: number, entity = 'endpoint|pc'): Edge => ({ from, to, kind: 'shared_entity', entity, firstAt: 0, lastAt: 0, confidence, reason: { key: 'x', params: {} } });
const NONE: Corrections = { together: [], apart: [], neverJoin: [] };
const parts = (keys: string[], edges: Edge[], corrections: Corrections): string[] => {
  const sides = sidesOf(corrections);
  return componentsOf(keys, edges, (key) => ({ signals: 1, entities: [], owners: [], findings: [], sides: sides.get(key) ?? [] })).map((component) => component.keys.join('')).sort();
};

describe('what an analyst parted', () => {
  const edges = [edge('a', 'b', 0.9), edge('b', 'c', 0.8), edge('c', 'd', 0.7)];

  it('stays parted, and everything else goes to the side that it is tied to more strongly', () => {
    expect(parts(['a', 'b', 'c', 'd'], edges, NONE)).toEqual(['abcd']);
    expect(parts(['a', 'b', 'c', 'd'], edges, { ...NONE, apart: [{ id: 1, keys: ['d'], from: ['a'] }] })).toEqual(['abc', 'd']);
    expect(parts(['a', 'b', 'c', 'd'], edges, { ...NONE, apart: [{ id: 1, keys: ['c', 'd'], from: ['a', 'b'] }] })).toEqual(['ab', 'cd']);
  });

  it('holds for what comes later and would bridge the gap', () => {
    const bridge = [...edges, edge('d', 'x', 0.95), edge('x', 'a', 0.94)];
    const found = parts(['a', 'b', 'c', 'd', 'x'], bridge, { ...NONE, apart: [{ id: 1, keys: ['d'], from: ['a', 'b', 'c'] }] });
    expect(found).toEqual(['abc', 'dx']);
  });

  it('does not depend on the order of signals and edges', () => {
    const corrections = { ...NONE, apart: [{ id: 1, keys: ['d'], from: ['a'] }] };
    expect(parts(['d', 'c', 'b', 'a'], [...edges].reverse(), corrections)).toEqual(parts(['a', 'b', 'c', 'd'], edges, corrections));
  });
});

describe('sides', () => {
  it.each([[['1:a'], ['1:b'], true], [['1:a'], ['1:a'], false], [['1:a'], ['2:b'], false], [['1:a', '2:b'], ['2:a'], true], [[], ['1:a'], false]])('%j and %j are opposite: %s', (a, b, expected) => {
    expect(areParted(new Set(a), new Set(b))).toBe(expected);
    expect(areParted(new Set(b), new Set(a))).toBe(expected);
  });
});
