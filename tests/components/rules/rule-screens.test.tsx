import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCALES } from '@/components/i18n/locales';
import { collectProblems } from '@/components/rules/collect-problems';
import { ImportPreview } from '@/components/rules/import-preview';
import { ImportScreen } from '@/components/rules/import-screen';
import { NEW_RULE_TEXT } from '@/components/rules/rule-text';
import { RuleEditorScreen } from '@/components/rules/rule-editor-screen';
import { RulePage } from '@/components/rules/rule-page';
import { rulesKeys } from '@/components/rules/rules-api';
import { RulesScreen } from '@/components/rules/rules-screen';
import { VariablesScreen } from '@/components/rules/variables-screen';
import { CommandsProvider } from '@/components/shell/commands';
import { ConfirmProvider } from '@/components/ui/confirm';
import { filterRules } from '@/lib/rules/filter-rules';
import { renderPart } from '../render-support';
import { backTest, ruleDetail, ruleRow } from './rule-fixtures';

const url = { search: '' };
vi.mock('next/navigation', () => ({ useRouter: () => ({ push: vi.fn(), replace: vi.fn(), refresh: vi.fn() }), usePathname: () => '/rules', useSearchParams: () => new URLSearchParams(url.search) }));
beforeEach(() => { url.search = ''; });

const render = (part: ReactNode, locale: (typeof LOCALES)[number], seed: (client: QueryClient) => void = () => undefined): string => {
  const client = new QueryClient();
  seed(client);
  return renderPart(<QueryClientProvider client={client}><ConfirmProvider><CommandsProvider>{part}</CommandsProvider></ConfirmProvider></QueryClientProvider>, locale);
};
/** A key that has no message would show as itself. */
const KEY = /rules\.[a-zA-Z]+\.[a-zA-Z]/;
const counts = { added: 1, updated: 0, unchanged: 0, removed: 0, conflict: 1, problems: 1, filesWithoutRules: 2 };

describe.each(LOCALES)('rules screens (%s)', (locale) => {
  it('the list comes from the server with its rows, its facets and what does not load', () => {
    const rules = [
      ruleRow({ id: 'a', title: 'Quarantined rule', quarantined: true, origin: 'own', level: 'high', excess: { reason: 'cost', matches: 0, records: 9, nanosecondsPerEvent: 750_000, at: '2026-01-12T00:00:00Z' }, outcome: { count: 12, lastFired: '2026-01-12T00:00:00Z', judged: 4, falsePositives: 1, daily: [0, 9, 3] } }),
      ruleRow({ id: 'b', title: 'Broken rule', kind: 'broken', problems: [{ severity: 'error', file: 'set/broken.yml', line: 10, column: 3, reason: 'there is no selection "x"' }] }),
    ];
    url.search = 'problems=1';
    const html = render(<RulesScreen canWrite />, locale, (client) => {
      client.setQueryData(rulesKeys.list(''), { ...filterRules(rules, {}), total: 2, imports: [], count: 2 });
      client.setQueryData(rulesKeys.problems, collectProblems({ rules, imports: [] }));
    });
    for (const text of ['Quarantined rule', 'set/broken.yml', 'there is no selection', '25%', '750', 'role="switch"', locale === 'ja' ? '過去 30 日間に一致した記録 12 件(最多の日は 9 件)' : '12 records matched in the last 30 days; on the busiest day 9']) expect(html).toContain(text);
    expect(html).not.toMatch(KEY);
  });

  it('a rule shows its author, its license, what it looks for and why it was quarantined', () => {
    const rule = ruleDetail({ quarantined: true, excess: { reason: 'share', matches: 900, records: 1_000, nanosecondsPerEvent: null, at: '2026-01-12T00:00:00Z' } });
    const html = render(<RulePage id="r" canWrite={false} />, locale, (client) => client.setQueryData(rulesKeys.detail('r'), rule));
    for (const text of ['Kei Example', 'DRL 1.1', 'selection and not known', '\\other.exe', 'svc-backup', 'https://example.test/tool', '900', '90%', 'Administrators at work']) expect(html).toContain(text);
    expect(html).not.toMatch(KEY);
  });

  it('a rule leads to the alerts that it took part in, with what became of them', () => {
    const alert = { id: 'WB-1-20260112-00001', title: { key: 'title.chain', params: {} }, severity: 'high', status: 'closed', finding: 'false_positive', lastSeen: '2026-01-12T00:00:00Z', count: 1_234 } as const;
    const html = render(<RulePage id="r" canWrite />, locale, (client) => client.setQueryData(rulesKeys.detail('r'), ruleDetail({ alerts: { rows: [alert], total: 7 } })));
    for (const text of ['href="/workbench/WB-1-20260112-00001"', '1,234', ...(locale === 'ja' ? ['対応済み', '誤検知', '7 件中 1 件'] : ['Closed', 'False positive', '1 of 7'])]) expect(html).toContain(text);
    expect(html).not.toMatch(KEY);
  });

  it('a test event that does not do what it should is told apart by word', () => {
    url.search = 'tab=tests';
    const html = render(<RulePage id="r" canWrite />, locale, (client) => client.setQueryData(rulesKeys.detail('r'), ruleDetail()));
    expect(html).toContain(locale === 'ja' ? '想定と異なる' : 'not as it should');
  });

  it('a finished back-test compares the edited rule with the current one', () => {
    url.search = 'test=7&compare=8';
    const html = render(<RuleEditorScreen rule={{ id: 'r', title: 'Tool started', text: 'title: x', origin: 'built-in' }} canWrite />, locale, (client) => {
      client.setQueryData(rulesKeys.backTest(7), backTest());
      client.setQueryData(rulesKeys.backTest(8), backTest({ id: 8, matches: 30 }));
    });
    for (const text of ['-9', '34,567', 'PC-0412', 'tanaka', '2026-01-11']) expect(html).toContain(text);
    expect(html).not.toMatch(KEY);
  });

  it('a correlation rule can be back-tested and says for which groups it would have held; a filter cannot', () => {
    const show = (kind: 'correlation' | 'filter') => render(<RulePage id="r" canWrite />, locale, (client) => {
      client.setQueryData(rulesKeys.detail('r'), ruleDetail({ kind }));
      client.setQueryData(rulesKeys.backTest(7), backTest({ findings: { sample: [], byEndpoint: {}, byAccount: {}, byDay: {}, byGroup: { 'User=ito': 3 }, keysLeftOut: false } }));
    });
    url.search = 'tab=backTest&test=7';
    expect(show('correlation')).toContain('User=ito');
    expect([show('correlation'), show('filter')].map((html) => /<button[^>]*aria-disabled="true"/.test(html))).toEqual([false, true]);
  });

  it('the editor of a new rule has a line number for every line and is tied to its help', () => {
    const html = render(<RuleEditorScreen rule={null} canWrite />, locale);
    expect(html).toContain(`>${NEW_RULE_TEXT.split('\n').length}</div>`);
    expect(html).toMatch(/<textarea[^>]*aria-describedby="[^"]+-keys [^"]+-problems"/);
  });

  it('an import asks for its source, and leaves a conflict to the reader', () => {
    expect(render(<ImportScreen canWrite canReadFolders={false} />, locale)).toMatch(/<input[^>]*type="radio"[^>]*disabled=""/);
    const item = { id: 'c', title: 'Edited rule', file: 'a.yml', change: 'conflict', reason: 'edited', edited: true, replacesBuiltIn: false } as const;
    const preview = { counts, items: [item], texts: { c: { upstreamOld: 'a\nb\n', upstreamNew: 'a\nc\n', local: 'a\nb\nmine\n' } }, problems: [{ severity: 'error' as const, file: 'b.yml', line: 4, column: 1, reason: 'no condition' }] };
    const html = render(<ImportPreview preview={preview} removeMissing problem={null} busy={false} onApply={() => undefined} onBack={() => undefined} />, locale);
    for (const text of ['Edited rule', 'mine', '<select']) expect(html).toContain(text);
    expect(html.match(/<figure/g)).toHaveLength(3);
    expect(html).not.toMatch(KEY);
  });

  it('variables mark those without a value', () => {
    const html = render(<VariablesScreen canWrite initial={{ variables: { admins: ['a', 'b'] }, unset: [{ name: 'servers', rules: 3 }] }} />, locale);
    expect(html.indexOf('%servers%')).toBeLessThan(html.indexOf('%admins%'));
    expect(html.match(new RegExp(locale === 'ja' ? '未設定' : '>unset<', 'g'))).toHaveLength(1);
  });
});
