import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterBy, timeScale } from '@/components/alert/timeline-scale';

const MINUTE = 60_000;

describe('the time scale', () => {
  it('keeps every time on the line and in order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1, maxLength: 60 }), (times) => {
      const { place, ticks, breaks } = timeScale(times);
      const places = [...times].sort((a, b) => a - b).map(place);
      for (const [index, at] of places.entries()) {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThanOrEqual(1 + 1e-9);
        if (index > 0) expect(at).toBeGreaterThanOrEqual((places[index - 1] ?? 0) - 1e-9);
      }
      expect(breaks.length).toBeLessThanOrEqual(3);
      expect(ticks.length).toBeGreaterThan(0);
    }));
  });

  it('cuts a silence of hours, so that both bursts can be read, and says how long it was', () => {
    const { place, breaks } = timeScale([0, 5 * MINUTE, 600 * MINUTE, 605 * MINUTE]);
    expect(breaks).toHaveLength(1);
    expect(breaks[0]?.ms).toBe(595 * MINUTE);
    expect(place(5 * MINUTE) - place(0)).toBeGreaterThan(0.4);
    expect(place(605 * MINUTE) - place(600 * MINUTE)).toBeGreaterThan(0.4);
  });

  it('is true to scale while nothing is quiet for long', () => {
    const { place, breaks } = timeScale([0, 10 * MINUTE, 20 * MINUTE]);
    expect(breaks).toEqual([]);
    expect(place(5 * MINUTE)).toBeCloseTo(0.25);
  });

  it('puts a single moment in the middle', () => expect(timeScale([7]).place(7)).toBeCloseTo(0.5));
});

describe('marks that would lie on each other', () => {
  it('become one, without losing any', () => {
    const clusters = clusterBy([0.5, 0.1, 0.11, 0.9], (at) => at, 0.02);
    expect(clusters.map(({ position, items }) => [position, items.length])).toEqual([[0.1, 2], [0.5, 1], [0.9, 1]]);
  });
});
