import { describe, expect, it } from 'vitest';
import { mergeLive } from '@/components/workbench/live-rows';
import { isNarrowed, workbenchFilter, workbenchQuery } from '@/components/workbench/workbench-params';
import { WorkbenchPage } from '@/components/workbench/workbench-data';
import { alertFilter } from '@/lib/alerts/model';
import { readAlertQuery } from '@/lib/alerts/queries';

const NOW = Date.UTC(2026, 0, 12, 3);
const filterOf = (query: string) => workbenchFilter(new URLSearchParams(query));

describe('the URL of the list', () => {
  it('drops what the list does not know, so that old links still open', () => {
    expect(filterOf('status=open&status=gone&severity=high&sort=-nothing&open=x&text=').toString()).toBe('status=open&severity=high');
  });

  it('gives one cache key however it was written', () => {
    expect(filterOf('severity=low&status=closed&severity=critical').toString()).toBe(filterOf('status=closed&severity=critical&severity=low').toString());
  });

  it.each(['', 'status=open&status=closed&sort=-last_seen', 'range=24h&text=%E8%AB%8B%E6%B1%82', 'from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z', 'sort=-score&severity=critical'])('asks the server for something that it understands: %s', (query) => {
    const asked = workbenchQuery(filterOf(query), NOW, 'next');
    expect(alertFilter.safeParse(readAlertQuery(asked)).error).toBeUndefined();
    expect(asked.get('cursor')).toBe('next');
  });

  it('asks for all time unless a period is chosen', () => {
    expect(workbenchQuery(filterOf(''), NOW, null).has('from')).toBe(false);
    expect(workbenchQuery(filterOf('range=24h'), NOW, null).get('from')).toBe('2026-01-11T03:00:00.000Z');
  });

  it('counts as narrowed by filters, not by order', () => {
    expect([isNarrowed(filterOf('sort=-created')), isNarrowed(filterOf('status=open'))]).toEqual([false, true]);
  });
});

describe('live rows', () => {
  const row = (id: string, updatedAt: number, score = 1) => ({ id, updatedAt, score });
  const shown = { items: [row('a', 5), row('b', 4)], total: 2 };

  it('bring shown rows up to date without moving them', () => {
    const { rows, waiting } = mergeLive(shown, { items: [row('b', 9, 99), row('a', 5)], total: 2 });
    expect(rows.map(({ id, score }) => [id, score])).toEqual([['a', 1], ['b', 99]]);
    expect(waiting).toBe(0);
  });

  it('let new rows wait', () => {
    expect(mergeLive(shown, { items: [row('n', 9), row('a', 5), row('b', 4)], total: 3 })).toEqual({ rows: shown.items, waiting: 1 });
  });

  it('count what is new beyond the first page', () => {
    expect(mergeLive(shown, { items: shown.items, total: 6 }).waiting).toBe(4);
  });

  it('keep rows that left the first page, and call nothing news that merely moved up', () => {
    expect(mergeLive({ items: shown.items, total: 9 }, { items: [row('old', 2)], total: 8 })).toEqual({ rows: shown.items, waiting: 0 });
  });

  it('wait for nothing before the first answer', () => expect(mergeLive(shown, undefined).waiting).toBe(0));
});

describe('a page of the list', () => {
  it('reads the same from the verb and through JSON', () => {
    const at = new Date(NOW);
    const item = {
      id: 'WB-1-20260112-00001', model: 'chain', score: 71, severity: 'high', status: 'open', finding: null, ownerId: null, ownerName: null, title: { key: 'title_rule', params: { host: 'PC', rule: 'R' } },
      impact: [{ kind: 'host', key: 'pc', name: 'PC', addresses: [] }], tactics: [], techniques: [], endpointCount: 1, accountCount: 0, firstSeen: at, lastSeen: at, createdAt: at, updatedAt: at, version: 1,
    };
    const page = { items: [item], total: 1, cursor: 'c' };
    expect(WorkbenchPage.parse(JSON.parse(JSON.stringify(page)))).toEqual(WorkbenchPage.parse(page));
    expect(WorkbenchPage.parse(page).items[0]?.updatedAt).toBe(NOW);
  });
});
