import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/components/i18n/locales';
import { CommandsProvider } from '@/components/shell/commands';
import { AddSourceScreen } from '@/components/sources/add-source-screen';
import { Arrived } from '@/components/sources/arrivals-panel';
import { ImportScreen } from '@/components/sources/import/import-screen';
import { hexDump, RejectOriginal } from '@/components/sources/reject-panel';
import { RejectsScreen } from '@/components/sources/rejects-screen';
import { SourcePage } from '@/components/sources/source-page';
import { offsetText } from '@/components/sources/source-settings';
import { SourcesScreen } from '@/components/sources/sources-screen';
import type { Settings, Source, Stats } from '@/components/sources/sources-api';
import { SyslogSenders } from '@/components/sources/syslog-senders';
import { ConfirmProvider } from '@/components/ui/confirm';
import { RENDER_NOW, renderPart } from '../render-support';

const nothing = (): void => undefined;
const ROUTER: AppRouterInstance = { back: nothing, forward: nothing, refresh: nothing, push: nothing, replace: nothing, prefetch: nothing, bfcacheId: '' } as AppRouterInstance;
const at = (minutesAgo: number): string => new Date(RENDER_NOW - minutesAgo * 60_000).toISOString();

function screen(part: ReactNode, locale: (typeof LOCALES)[number]): string {
  return renderPart(
    <AppRouterContext value={ROUTER}>
      <PathnameContext value="/settings/sources"><SearchParamsContext value={new URLSearchParams()}>
        <QueryClientProvider client={new QueryClient()}><ConfirmProvider><CommandsProvider>{part}</CommandsProvider></ConfirmProvider></QueryClientProvider>
      </SearchParamsContext></PathnameContext>
    </AppRouterContext>, locale,
  );
}

const SOURCE: Source = {
  id: 1, name: '本社', product: 'windows', createdAt: at(999), pausedAt: null, silentSince: null, expectedEverySeconds: 3600, received: 1200, stored: 1000, rejected: 3, replayed: 0, duplicates: 2,
  detections: 5, bodyBytes: 2_500_000, lastSeen: at(2), lastObserved: at(2), families: { windows: 900, unparsed: 100 },
};
const SETTINGS: Settings = {
  id: 1, name: '本社', product: 'windows', createdAt: at(999), pausedAt: null, silentSince: null, retiredAt: null, expectedEverySeconds: 3600, zoneOffsetMinutes: 540, clockSkewSeconds: -32_400,
  tokens: [{ prefix: 'ygi_1_abcdef', createdAt: at(999), expiresAt: null }],
};
const STATS: Stats = { ...SOURCE, minutes: [{ at: 0, received: 3, rejected: 0 }, { at: 1, received: 7, rejected: 0 }], hours: [{ at: 0, received: 70, rejected: 0 }], lagSeconds: 4 };
const REJECT = { receivedAt: at(1), chunk: 'c', index: 0, reason: 'not JSON', bytes: 30, excerpt: '<img src=x onerror=alert(1)>', replayedAt: null };

describe.each(LOCALES)('in %s', (locale) => {
  const word = (en: string, ja: string): string => (locale === 'en' ? en : ja);

  it('the source list says who sends, who has gone silent, who is not understood, and who may change nothing', () => {
    const rows = [
      SOURCE, { ...SOURCE, id: 2, name: 'Gateway', lastSeen: at(180), rejected: 0 }, { ...SOURCE, id: 3, name: 'New', lastSeen: null, received: 0 },
      { ...SOURCE, id: 4, name: 'By hand', expectedEverySeconds: null, lastSeen: at(180) }, { ...SOURCE, id: 5, name: 'Held', pausedAt: at(1) }, { ...SOURCE, id: 6, name: 'Lost', lastSeen: null, silentSince: at(200) },
    ];
    const html = screen(<SourcesScreen initial={rows} canWrite={false} />, locale);
    for (const said of locale === 'en' ? ['Receiving', 'Silent', 'Nothing yet', 'Quiet', 'Paused', '10%'] : ['受信中', '無通信', '未受信', '静穏', '停止中', '10%']) expect(html).toContain(said);
    expect(html.match(new RegExp(word('>Silent<', '>無通信<'), 'g'))).toHaveLength(2);
    expect(html).toContain('href="/settings/sources/1/rejects"');
    expect(html).not.toContain('href="/settings/sources/2/rejects"');
    expect(html.match(/aria-disabled="true"/g)?.length).toBe(2);
  });

  it('an empty source list offers the next steps', () => {
    const html = screen(<SourcesScreen initial={[]} canWrite />, locale);
    for (const said of [word('Load the demo', 'デモ'), word('Add a source', 'ソースを追加'), word('Import files', 'ファイルを取り込む')]) expect(html).toContain(said);
  });

  it('the guided set-up offers every product by name and hint, and nothing to those who may not', () => {
    const html = screen(<AddSourceScreen canWrite />, locale);
    expect(html.match(/type="radio"/g)).toHaveLength(18);
    for (const product of ['Winlogbeat', 'OpenTelemetry', 'Apex Central', 'Splunk HEC']) expect(html).toContain(product);
    expect(screen(<AddSourceScreen canWrite={false} />, locale)).not.toContain('type="radio"');
  });

  it('what arrived is told as it was understood, or why it was not', () => {
    const first = { uuid: 'u', receivedAt: at(0), family: 'windows', kind: 'process_start', fields: [{ name: 'endpointName', value: 'PC-<b>1</b>' }] };
    const html = screen(<Arrived sourceId={1} arrivals={{ received: 2, rejected: 1, lastSeen: at(0), kinds: [{ family: 'windows', kind: 'process_start', count: 1 }], first, reject: { reason: 'not JSON', excerpt: '<script>' } }} />, locale);
    for (const said of ['endpointName', 'PC-&lt;b&gt;1', 'not JSON', '&lt;script&gt;', word('Process started', 'プロセス')]) expect(html).toContain(said);
    expect(html).not.toContain('<script>');
  });

  it('a source page shows rate, lag, counters and families, and says when something holds it up', () => {
    const html = screen(<SourcePage initialSettings={SETTINGS} initialStats={STATS} canWrite />, locale);
    for (const said of ['本社', '1,200', '2.5', word('7 in the last minute', '直近 1 分 7 件'), word('not recognised', '形式未対応'), '10%']) expect(html).toContain(said);
    expect(screen(<SourcePage initialSettings={{ ...SETTINGS, silentSince: at(90) }} initialStats={STATS} canWrite />, locale)).toContain(word('nothing has come since', '何も届いていません'));
    expect(screen(<SourcePage initialSettings={{ ...SETTINGS, pausedAt: at(9) }} initialStats={STATS} canWrite />, locale)).toContain(word('Resume', '再開'));
    expect(screen(<SourcePage initialSettings={SETTINGS} initialStats={{ ...STATS, lagSeconds: -32_400 }} canWrite />, locale)).toContain(word('ahead of the clock', '進んでいます'));
    expect(screen(<SourcePage initialSettings={{ ...SETTINGS, retiredAt: at(9) }} initialStats={STATS} canWrite />, locale)).not.toContain(word('>Pause<', '>停止<'));
  });

  it('the senders of syslog can be named, and strangers taken in', () => {
    const html = screen(<SyslogSenders sourceId={1} canWrite syslog={{ networks: ['192.0.2.0/24'], ports: [{ transport: 'tcp', port: 6514 }], strangers: [{ address: '198.51.100.9', transport: 'tcp', count: 2, lastSeen: at(1) }] }} />, locale);
    for (const said of ['192.0.2.0/24', 'TCP 6514', '198.51.100.9']) expect(html).toContain(said);
    expect(screen(<SyslogSenders sourceId={1} canWrite syslog={{ networks: [], ports: [], strangers: [] }} />, locale)).toContain('YAGURA_SYSLOG_TCP_PORT');
  });

  it('the reject list shows what was sent as text, never as markup, and what was stored later', () => {
    const html = screen(<RejectsScreen sourceId={1} name="本社" canWrite initial={{ items: [REJECT, { ...REJECT, index: 1, replayedAt: at(0) }], open: 1, next: null }} />, locale);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img');
    for (const said of [word('Stored later', '後で保存'), word('1 open', '未読み取り 1 件'), word('Read again', '再読み取り')]) expect(html).toContain(said);
    expect(html).not.toContain('aria-disabled="true"');
    expect(screen(<RejectsScreen sourceId={1} name="本社" canWrite initial={{ items: [], open: 0, next: null }} />, locale)).toContain('aria-disabled="true"');
  });

  it('one reject is shown as text and as bytes', () => {
    const html = screen(<RejectOriginal original={{ reason: 'not JSON', receivedAt: at(1), bytes: 4, text: '{"<b>', utf8: false, hex: '7b22003c', cut: false }} />, locale);
    for (const said of ['{&quot;&lt;b&gt;', '7b 22 00 3c', word('not UTF-8', 'UTF-8 ではありません')]) expect(html).toContain(said);
  });

  it('the import screen takes files, lists what came before, and says how a cut-off one goes on', () => {
    const row = { id: 1, sourceId: 2, sourceName: 'Files', name: 'a.jsonl', bytes: 9, position: 4, received: 1, stored: 1, rejected: 1, state: 'running', updatedAt: at(5) };
    const html = screen(<ImportScreen sources={[{ id: 2, name: 'Files' }]} initial={[row]} canWrite />, locale);
    for (const said of ['a.jsonl', word('Drop files here', 'ここにファイルをドロップ'), word('drop the same file again', 'もう一度ドロップ'), 'href="/settings/sources/2/rejects"']) expect(html).toContain(said);
    expect(screen(<ImportScreen sources={[]} initial={[]} canWrite={false} />, locale)).not.toContain('type="file"');
  });
});

describe('bytes and zones', () => {
  it('are written as tools write them', () => {
    expect(hexDump('7b22003c'.repeat(5))).toBe('00000000  7b 22 00 3c 7b 22 00 3c 7b 22 00 3c 7b 22 00 3c  {".<{".<{".<{".<\n00000010  7b 22 00 3c                                      {".<');
    expect([0, 540, -210].map(offsetText)).toEqual(['UTC+00:00', 'UTC+09:00', 'UTC-03:30']);
  });
});
