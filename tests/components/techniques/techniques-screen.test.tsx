import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { describe, expect, it } from 'vitest';
import type { Locale } from '@/components/i18n/locales';
import { CommandsProvider } from '@/components/shell/commands';
import { TechniquesScreen } from '@/components/techniques/techniques-screen';
import { type DetectionLinePage, type DetectionSummary, type Facet } from '@/lib/detections/model';
import { detectionKeys, detectionSearch } from '@/lib/detections/queries';
import { renderPart } from '../render-support';

const nowhere = (): void => undefined;
const router: AppRouterInstance = { back: nowhere, forward: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere, bfcacheId: '' };

const page: DetectionLinePage = {
  sequence: '7',
  items: [{
    uuid: 'u-1', observedAt: '2026-01-12T00:41:07.000Z', level: 'critical', kind: 'process_access', sourceId: 3, rules: [{ id: 'r-1', name: 'Memory of the logon process read', author: 'Kei Example' }, { id: 'r-2', name: 'Another', author: 'Kei Example' }], techniques: [{ id: 'T1003.001', name: 'LSASS Memory' }],
    endpointName: 'PC-SATO.koyama.example', endpointKey: 'pc-sato', accountName: 'KOYAMA\\sato', accountKey: 'sato', what: { property: 'targetProcessImage', text: 'C:\\Windows\\System32\\lsass.exe' }, mutedBy: [], muted: false,
  }],
};
const none: DetectionSummary['facets'][Facet] = { values: [], leftOut: 0 };
const summary: DetectionSummary = {
  from: Date.UTC(2026, 0, 11), to: Date.UTC(2026, 0, 12, 1), bucketMs: 3_600_000, buckets: [{ at: Date.UTC(2026, 0, 12), level: 'critical', count: 1 }], total: 1, extent: { first: '2026-01-12T00:41:07.000Z', last: '2026-01-12T00:41:07.000Z' },
  facets: { rule: none, technique: none, endpoint: none, account: none, level: { values: [{ value: 'critical', count: 1 }], leftOut: 0 }, tactic: { values: [{ value: 'TA0006', count: 1 }], leftOut: 3 }, source: { values: [{ value: '3', label: 'Endpoints', count: 1 }], leftOut: 0 } },
};

function render(query: string, locale: Locale, list: DetectionLinePage, counts: DetectionSummary): string {
  const params = new URLSearchParams(query), client = new QueryClient(), search = detectionSearch(params);
  client.setQueryData(detectionKeys.list(search), { pages: [list], pageParams: [undefined] });
  client.setQueryData(detectionKeys.summary(search), counts);
  client.setQueryData(detectionKeys.matrix(search), { cells: [{ tactic: 'TA0006', technique: 'T1003.001', name: 'LSASS Memory', count: 41 }] });
  return renderPart(
    <AppRouterContext value={router}><PathnameContext value="/techniques"><SearchParamsContext value={params}>
      <QueryClientProvider client={client}><CommandsProvider><TechniquesScreen /></CommandsProvider></QueryClientProvider>
    </SearchParamsContext></PathnameContext></AppRouterContext>, locale);
}

describe('the Observed Attack Techniques screen, as the server sends it', () => {
  it('has rows, facets, chips and counts in its first view', () => {
    const html = render('level=critical&not.source=3', 'en', page, summary);
    for (const text of ['Observed Attack Techniques', '1 detection', 'Memory of the logon process read', 'T1003.001', '2026-01-12 09:41:07', 'Process accessed', 'Credential access', 'Endpoints', 'Clear all', '1 of 1', '3 rarer values']) expect(html).toContain(text);
  });

  it('says the same in Japanese', () => {
    const html = render('level=critical', 'ja', page, summary);
    for (const text of ['検知した攻撃手法', '検知 1 件', '重大', '認証情報アクセス', 'プロセスへのアクセス', 'リスクレベル', 'すべて解除']) expect(html).toContain(text);
    expect(html).not.toMatch(/>(techniques|record|field|kind|tactic)\.\w/);
  });

  it('shows the matrix with its counts and the download of the same question', () => {
    const html = render('view=matrix&range=7d', 'en', page, summary);
    for (const text of ['LSASS Memory', '>41<', '/api/console/detections/navigator?range=7d']) expect(html).toContain(text);
  });

  it('tells an empty range from a tenant without any detection', () => {
    const nothing = { ...summary, total: 0, buckets: [] };
    expect(render('', 'en', { items: [], sequence: '0' }, nothing)).toContain('No detections in this range');
    expect(render('endpoint=pc-9', 'en', { items: [], sequence: '0' }, nothing)).toContain('Nothing in this range with these filters');
    expect(render('', 'ja', { items: [], sequence: '0' }, { ...nothing, extent: null })).toContain('ソースを接続');
  });
});
