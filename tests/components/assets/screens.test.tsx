import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { AssetScreen } from '@/components/assets/asset-screen';
import { AssetsScreen } from '@/components/assets/assets-screen';
import type { Locale } from '@/components/i18n/locales';
import { CommandsProvider } from '@/components/shell/commands';
import { RightsProvider } from '@/components/shell/rights';
import { ConfirmProvider } from '@/components/ui/confirm';
import type { AssetAlerts, AssetDetail, AssetPage, ProcessPage } from '@/lib/assets/model';
import { assetKeys, assetSearch } from '@/lib/assets/queries';
import { renderPart, RENDER_NOW } from '../render-support';

const nowhere = (): void => undefined;
const router: AppRouterInstance = { back: nowhere, forward: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere, bfcacheId: '' };
const at = new Date(RENDER_NOW).toISOString();

const page: AssetPage = {
  total: 2, leftOut: 0, facets: { criticality: [{ value: 'normal', count: 1 }, { value: 'critical', count: 1 }], tag: [{ value: '経理', count: 1 }], seen: [{ value: 'day', count: 2 }] },
  items: [
    { kind: 'endpoint', key: 'fs-02', name: 'FS-02.office.example', firstSeen: at, lastSeen: at, records: 12_000, criticality: 'critical', tags: ['経理'], merged: 1, openAlerts: 2, detections: 14 },
    { kind: 'endpoint', key: 'pc-0412', name: 'PC-0412', firstSeen: at, lastSeen: at, records: 80, criticality: 'normal', tags: [], merged: 0, openAlerts: 0, detections: 0 },
  ],
};
const list = (...values: string[]) => ({ items: values.map((value) => ({ value, firstSeen: at, lastSeen: at, records: 3 })), total: values.length });
const asset: AssetDetail = {
  kind: 'endpoint', key: 'fs-02', name: 'FS-02.office.example', firstSeen: at, lastSeen: at, records: 12_000, criticality: 'critical', criticalityReason: 'Holds the accounting data', tags: ['経理'], note: '', version: 3, mergedInto: null,
  merged: [{ key: '10.0.0.5', name: '10.0.0.5', firstSeen: at, lastSeen: at, records: 5, criticality: 'normal', tags: [] }],
  names: list('FS-02.office.example', 'FS-02'), addresses: list('10.0.0.5'), sources: [{ ...(list('1').items[0] as AssetDetail['names']['items'][number]), name: 'Windows servers' }], others: list('tanaka', 'adm-it'),
};
const alerts: AssetAlerts = { open: 1, total: 1, items: [{ id: 'WB-1-20260112-00003', title: { key: 'title_one', params: {} }, score: 92, severity: 'critical', status: 'open', finding: null, firstSeen: at, lastSeen: at }] };
const node = { guid: null, parentGuid: null, commandLine: 'x', account: 'tanaka', parentImage: 'C:\\Windows\\explorer.exe' };
const processes: ProcessPage = { partial: false, cut: false, items: [{ ...node, uuid: 'u2', at: RENDER_NOW + 1, pid: 41, parentPid: 40, image: 'C:\\Windows\\cmd.exe' }, { ...node, uuid: 'u1', at: RENDER_NOW, pid: 40, parentPid: 4, image: 'C:\\Office\\word.exe' }] };

function render(part: ReactNode, path: string, query: string, fill: (client: QueryClient) => void, locale: Locale): string {
  const client = new QueryClient();
  fill(client);
  return renderPart(
    <AppRouterContext value={router}><PathnameContext value={path}><SearchParamsContext value={new URLSearchParams(query)}>
      <QueryClientProvider client={client}><CommandsProvider><RightsProvider rights={[]}><ConfirmProvider>{part}</ConfirmProvider></RightsProvider></CommandsProvider></QueryClientProvider>
    </SearchParamsContext></PathnameContext></AppRouterContext>, locale);
}

const renderList = (query = '', locale: Locale = 'en', shown: AssetPage = page, canWrite = true): string =>
  render(<AssetsScreen canWrite={canWrite} />, '/assets', query, (client) => client.setQueryData(assetKeys.list(assetSearch(new URLSearchParams(query))), { pages: [shown], pageParams: [undefined] }), locale);
const renderAsset = (query = '', locale: Locale = 'en', canWrite = true): string =>
  render(<AssetScreen initial={asset} canWrite={canWrite} />, '/assets/endpoints/fs-02', query, (client) => {
    client.setQueryData(assetKeys.part('endpoint', 'fs-02', 'alerts'), alerts);
    client.setQueryData(assetKeys.part('endpoint', 'fs-02', 'processes', String(RENDER_NOW), '15'), processes);
  }, locale);

/** Tells what is missing instead of printing the page. */
const missing = (html: string, texts: readonly string[]): string[] => texts.filter((text) => !html.includes(text));

describe('the list of assets', () => {
  it('has names, counts, criticality in words, tags, facets and what was merged', () => {
    expect(missing(renderList(), ['FS-02.office.example', '+1 merged', '12,000', 'Critical', '経理', 'Within a day', '2 of 2', 'Open alerts'])).toEqual([]);
  });

  it('says the same in Japanese, without a key that has no message', () => {
    const html = renderList('criticality=critical', 'ja');
    expect(missing(html, ['資産', 'エンドポイント', 'アカウント', '最重要', '1 日以内', '未完了のアラート'])).toEqual([]);
    expect(html).not.toMatch(/>assets\.\w/);
  });

  it('merges two only, by those who may, and says why not otherwise', () => {
    expect(renderList()).toContain('aria-disabled="true"');
    expect(renderList('', 'en', page, false)).not.toContain('type="checkbox"');
  });

  it('tells an empty list from an empty search, and what a limit left out', () => {
    const none = { ...page, items: [], total: 0 };
    expect(renderList('', 'en', none)).toContain('No assets yet');
    expect(renderList('q=nothing', 'en', none)).not.toContain('No assets yet');
    expect(renderList('', 'en', { ...page, leftOut: 7 })).toContain('7 sightings were left out');
  });
});

describe('the page of an asset', () => {
  it('has identity with times, alerts, what people say and the ways on', () => {
    expect(missing(renderAsset(), ['FS-02.office.example', 'Windows servers', 'href="/assets/accounts/tanaka"', 'href="/workbench/WB-1-20260112-00003"', 'Holds the accounting data', 'Merged into this', 'Separate', '/search?from='])).toEqual([]);
  });

  it('says the same in Japanese', () => {
    const html = renderAsset('', 'ja');
    expect(missing(html, ['識別情報', 'ここで確認されたアカウント', '登録情報', '検索で開く', 'プロセス', 'タイムライン'])).toEqual([]);
    expect(html).not.toMatch(/>assets\.\w/);
  });

  it('shows programs below what started them, with their command lines', () => {
    const html = renderAsset('view=processes');
    expect(missing(html, ['word.exe', 'cmd.exe', 'started by explorer.exe', 'Hide what word.exe started', 'Show what cmd.exe started'])).toEqual([]);
    expect(html.indexOf('word.exe')).toBeLessThan(html.indexOf('cmd.exe'));
  });
});
