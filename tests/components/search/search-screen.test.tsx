import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { describe, expect, it } from 'vitest';
import type { Locale } from '@/components/i18n/locales';
import { SearchScreen } from '@/components/search/search-screen';
import { CommandsProvider } from '@/components/shell/commands';
import { RightsProvider } from '@/components/shell/rights';
import type { ActivityPage, ActivitySummary } from '@/lib/activities/model';
import { columnsOf, searchKeys, searchOf } from '@/lib/searches/queries';
import { renderPart } from '../render-support';

const nowhere = (): void => undefined;
const router: AppRouterInstance = { back: nowhere, forward: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere, bfcacheId: '' };

const whole = { partial: false, completeFrom: null, segments: 1, segmentsRead: 1, rowsRead: 2 };
const page: ActivityPage = {
  ...whole,
  hits: [{ uuid: 'u-1', sourceId: 3, activity: { observedAt: Date.parse('2026-01-12T00:41:07Z'), kind: 'process_start', endpointName: 'PC-SATO', endpointKey: 'pc-sato', accountName: 'KOYAMA\\sato', processImage: 'C:\\Windows\\System32\\cmd.exe', processCommandLine: 'cmd.exe /c dir' } }],
};
const count: ActivitySummary = { ...whole, total: 1, histogram: { from: '2026-01-12T00:00:00.000Z', bucketMs: 60_000, counts: [0, 1, 0] }, facets: {} };
const facets: ActivitySummary = { ...count, facets: { 'event.action': { cut: false, values: [{ value: 'process_start', count: 1 }] }, 'host.id': { cut: false, values: [{ value: 'pc-sato', count: 1 }] }, 'user.id': { cut: false, values: [] } } };

interface Shown { query?: string; locale?: Locale; list?: ActivityPage | null; counted?: ActivitySummary; rights?: readonly string[] }

function render({ query = '', locale = 'en', list = page, counted = count, rights = ['rule:write'] }: Shown = {}): string {
  const params = new URLSearchParams(query), client = new QueryClient(), search = searchOf(params);
  if (list !== null) {
    client.setQueryData([...searchKeys.rows(search), columnsOf(params).join(',')], { pages: [list], pageParams: [undefined] });
    client.setQueryData(searchKeys.count(search), counted);
    client.setQueryData(searchKeys.facets(search, 0), facets);
  }
  return renderPart(
    <AppRouterContext value={router}><PathnameContext value="/search"><SearchParamsContext value={params}>
      <QueryClientProvider client={client}><CommandsProvider><RightsProvider rights={rights}><SearchScreen /></RightsProvider></CommandsProvider></QueryClientProvider>
    </SearchParamsContext></PathnameContext></AppRouterContext>, locale);
}

/** Tells what is missing instead of printing the page. */
const missing = (html: string, texts: readonly string[]): string[] => texts.filter((text) => !html.includes(text));

describe('the Search screen', () => {
  it('has the query, the count, bars, the rail, chips and rows', () => {
    const html = render({ query: 'q=cmd.exe&host.id=pc-sato' });
    expect(missing(html, ['value="cmd.exe"', '1 record', 'Records over time', 'Endpoint key', 'Process started', '2026-01-12 09:41:07', 'KOYAMA\\sato', 'cmd.exe /c dir', 'Clear all', '1 of 1', 'Saved searches', 'Export', 'Last 24 hours'])).toEqual([]);
    expect(html).not.toContain('Account key');
  });

  it('says the same in Japanese, without a key that has no message', () => {
    const html = render({ query: 'q=cmd.exe&host.id=pc-sato', locale: 'ja' });
    expect(missing(html, ['記録 1 件', '記録件数の推移', 'エンドポイントキー', 'プロセス開始', '保存した検索', 'エクスポート', 'コマンドライン'])).toEqual([]);
    expect(html).not.toMatch(/>(search|record|field|kind)\.\w/);
  });

  it('shows the columns of the URL, in their order', () => {
    const html = render({ query: 'columns=user.name,event.code' });
    const heads = [...html.matchAll(/role="columnheader"[^>]*>(?:<[^>]*>)*([^<]+)/g)].map(([, text]) => text);
    expect(heads).toEqual(['Observed', 'Account', 'Event ID']);
  });

  it('tells what is wrong with a query at its place, in the reader\'s language, and searches nothing', () => {
    const html = render({ query: 'q=(cmd.exe or b', list: null });
    expect(html).toContain('A parenthesis is opened but not closed.');
    expect(html).toContain('Nothing was searched');
    expect(html).toMatch(/aria-invalid="true"/);
    expect(render({ query: 'q=(cmd.exe or b', list: null, locale: 'ja' })).toContain('括弧が閉じられていません。');
  });

  it('says how far an answer that time cut short is complete, and offers to go on', () => {
    const early = { partial: true, completeFrom: '2026-01-12T00:40:00.000Z' };
    const html = render({ list: { ...page, ...early, cursor: 'next' }, counted: { ...count, ...early } });
    expect(missing(html, ['at least 1 record', 'Searched back to', '2026-01-12 09:40', 'Go on', 'Counted back to', 'of at least'])).toEqual([]);
    expect(render({ list: { ...page, hits: [], ...early, cursor: 'next' } })).toContain('Nothing found so far');
    expect(render({ list: { ...page, partial: true, completeFrom: null } })).toContain('Narrow the range or the query');
  });

  it('tells nothing received, nothing matching and a query with nothing apart', () => {
    const none = { ...page, hits: [] }, zero = { ...count, total: 0, histogram: { ...count.histogram, counts: [0, 0, 0] } };
    expect(render({ query: 'range=all', list: none, counted: zero })).toContain('No records yet');
    expect(render({ list: none, counted: zero })).toContain('Search all time');
    const narrowed = render({ query: 'q=x', list: none, counted: zero, locale: 'ja' });
    expect(missing(narrowed, ['該当する記録はありません', '検索条件と絞り込みを解除'])).toEqual([]);
    expect(render({ query: 'q=x&range=all', list: none, counted: zero })).not.toContain('Search all time');
  });

  it('leads to a rule when the query can be one', () => {
    expect(render({ query: 'q=event.action:process_start and process.executable:"*\\cmd.exe"' })).toContain('href="/rules/new?q=event.action%3Aprocess_start');
    expect(render({ query: 'q=cmd.exe' })).not.toContain('/rules/new');
    expect(render({ query: 'q=event.action:process_start and process.executable:"*\\cmd.exe"', rights: [] })).not.toContain('/rules/new');
  });
});
