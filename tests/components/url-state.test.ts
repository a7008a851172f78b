import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacets, toggleFacet } from '@/components/filter/facet-params';
import { readTimeRange } from '@/components/filter/time-range-params';
import { patchParams } from '@/components/filter/url-params';
import { readSort, writeSort } from '@/components/table/sort-param';

const NOW = Date.UTC(2026, 0, 12, 9);
const HOUR_MS = 3_600_000;

describe('URL as state', () => {
  it('gives equal states equal URLs, whatever the order of changes', () => {
    const one = patchParams(patchParams(new URLSearchParams(), { risk: ['high', 'low'] }), { q: 'psexec' });
    const other = patchParams(patchParams(new URLSearchParams(), { q: 'psexec' }), { risk: ['high', 'low'] });
    expect(one.toString()).toBe(other.toString());
  });

  it('removes a key with null, empty text or an empty list, and leaves the others alone', () => {
    const before = new URLSearchParams('a=1&b=2&b=3&c=4');
    expect(patchParams(before, { a: null, b: [], d: '' }).toString()).toBe('c=4');
    expect(before.toString()).toBe('a=1&b=2&b=3&c=4');
  });

  it('keeps an order of a list through the URL', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,8}$/), fc.boolean(), (id, desc) => {
      expect(readSort(writeSort({ id, desc }))).toEqual({ id, desc });
    }), { seed: 7 });
  });
});

describe('facets', () => {
  it('read kept and left-out values per key', () => {
    expect(readFacets(new URLSearchParams('rule=a&rule=b&not.rule=c&other=x'), ['rule', 'risk'])).toEqual({ rule: { include: ['a', 'b'], exclude: ['c'] }, risk: { include: [], exclude: [] } });
  });

  it('never hold a value on both sides, and a second press takes it back', () => {
    const kept = toggleFacet({ include: [], exclude: ['a'] }, 'include', 'a');
    expect(kept).toEqual({ include: ['a'], exclude: [] });
    expect(toggleFacet(kept, 'include', 'a')).toEqual({ include: [], exclude: [] });
  });
});

describe('time range', () => {
  it('comes from a preset, else the fallback', () => {
    expect(readTimeRange(new URLSearchParams('range=1h'), NOW)).toEqual({ from: NOW - HOUR_MS, to: NOW, preset: '1h' });
    expect(readTimeRange(new URLSearchParams(), NOW)).toEqual({ from: NOW - 24 * HOUR_MS, to: NOW, preset: '24h' });
    expect(readTimeRange(new URLSearchParams('range=toString'), NOW, '7d').preset).toBe('7d');
  });

  it('prefers exact instants, with any offset', () => {
    expect(readTimeRange(new URLSearchParams({ from: '2026-01-12T09:00:00+09:00', to: '2026-01-12T10:00:00+09:00', range: '7d' }), NOW)).toEqual({ from: Date.UTC(2026, 0, 12, 0), to: Date.UTC(2026, 0, 12, 1), preset: null });
  });

  it('falls back when the instants are unreadable or the wrong way round', () => {
    expect(readTimeRange(new URLSearchParams('from=yesterday'), NOW).preset).toBe('24h');
    expect(readTimeRange(new URLSearchParams('from=2026-01-12T10:00:00Z&to=2026-01-12T09:00:00Z'), NOW).preset).toBe('24h');
  });
});
