import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { LOCALES } from '@/components/i18n/locales';
import { NotificationsScreen } from '@/components/notifications/notifications-screen';
import { targetState } from '@/components/notifications/target-columns';
import { draftOf, missingFields, newDraft, toInput, type TargetDraft } from '@/components/notifications/target-draft';
import { CHANNEL_ORDER, EVENT_ORDER, TARGET_FIELDS } from '@/components/notifications/target-fields';
import { CommandsProvider } from '@/components/shell/commands';
import { ConfirmProvider } from '@/components/ui/confirm';
import { CHANNELS, CONFIGS, NOTIFICATION_EVENTS, SECRETS, targetSettings, type Channel, type TargetView } from '@/lib/notifications/model';
import noticeEn from '@/lib/messages/notice.en.json';
import noticeJa from '@/lib/messages/notice.ja.json';
import { icuParameters } from '../icu-parameters';
import { renderPart } from '../render-support';

const nowhere = (): void => undefined;
const router: AppRouterInstance = { back: nowhere, forward: nowhere, refresh: nowhere, push: nowhere, replace: nowhere, prefetch: nowhere, bfcacheId: '' };
const screen = (part: ReactNode, locale: (typeof LOCALES)[number]): string => renderPart(
  <AppRouterContext value={router}><PathnameContext value="/settings/notifications"><SearchParamsContext value={new URLSearchParams()}>
    <QueryClientProvider client={new QueryClient()}><ConfirmProvider><CommandsProvider>{part}</CommandsProvider></ConfirmProvider></QueryClientProvider>
  </SearchParamsContext></PathnameContext></AppRouterContext>, locale);

const TARGET: TargetView = {
  id: 1, name: 'SOC room', channel: 'email', config: { host: 'smtp.example.com', port: 587, security: 'starttls', from: 'a@example.com', to: ['b@example.com', 'c@example.com'] }, settings: targetSettings.parse({}), enabled: true, allowPrivate: false, version: 3,
  createdAt: '2026-01-01T00:00:00.000Z', lastDeliveredAt: null, lastFailedAt: null, lastError: null, failures: 0, waiting: 0, dead: 0,
};

const SAMPLE: Readonly<Record<string, string>> = {
  url: 'https://hooks.example.com/x', token: 'xoxb-1', server: 'https://chat.example.com', clientId: 'c', clientSecret: 's', serviceAccount: 'sa', privateKey: '-----BEGIN PRIVATE KEY-----', botId: '12', key: 'k'.repeat(16), host: 'smtp.example.com',
  port: '465', security: 'tls', user: 'soc', password: 'p', from: 'a@example.com', to: 'b@example.com, c@example.com', channel: 'abc',
};
const filled = (channel: Channel): TargetDraft => ({ ...newDraft('en', 'UTC'), name: 'x', channel, values: Object.fromEntries(TARGET_FIELDS[channel].map(({ name }) => [name, SAMPLE[name] ?? ''])) });

describe('the form of a target', () => {
  it('offers every kind and every event that the server knows', () => {
    expect([...CHANNEL_ORDER].sort()).toEqual([...CHANNELS].sort());
    expect(EVENT_ORDER).toEqual(NOTIFICATION_EVENTS);
  });
  it.each(CHANNELS)('sends what the server takes: %s', (channel) => {
    const input = toInput(filled(channel));
    expect(missingFields(filled(channel))).toEqual([]);
    expect(CONFIGS[channel].safeParse(input.config).error).toBeUndefined();
    expect(SECRETS[channel].safeParse(input.secret).error).toBeUndefined();
    expect(targetSettings.safeParse(input.settings).error).toBeUndefined();
  });
  it('names what is missing, and keeps stored keys only while none is typed anew', () => {
    expect(missingFields({ ...newDraft('ja', 'Asia/Tokyo'), channel: 'webhook' })).toEqual(['url', 'key']);
    const stored: TargetDraft = { ...filled('webhook'), id: 7, version: 1, values: {} };
    expect(missingFields(stored)).toEqual([]);
    expect(toInput(stored).secret).toBeUndefined();
    expect(missingFields({ ...stored, values: { key: 'k'.repeat(16) } })).toEqual(['url']);
  });
  it('shows what is stored but for the keys', () => {
    expect(draftOf(TARGET)).toMatchObject({ id: 1, version: 3, values: { host: 'smtp.example.com', port: '587', to: 'b@example.com, c@example.com', user: '' } });
    expect(draftOf(TARGET).values.password).toBeUndefined();
  });
});

describe('a target', () => {
  it.each([
    [{ enabled: false, failures: 3 }, 'off'], [{ failures: 1 }, 'failing'], [{ dead: 1, lastDeliveredAt: 'x' }, 'failing'], [{ lastDeliveredAt: 'x' }, 'ok'], [{}, 'new'],
  ] as const)('with %o is %s', (change, state) => expect(targetState({ ...TARGET, ...change })).toBe(state));
});

describe.each(LOCALES)('in %s', (locale) => {
  it('the screen shows targets to those who may see them, says so to the others, and says what to do when there are none', () => {
    expect(screen(<NotificationsScreen initial={[TARGET]} canWrite canAllowPrivate />, locale)).toContain('SOC room');
    expect(screen(<NotificationsScreen initial={null} canWrite={false} canAllowPrivate={false} />, locale)).not.toContain('<table');
    expect(screen(<NotificationsScreen initial={[]} canWrite canAllowPrivate />, locale)).toContain(locale === 'en' ? 'Nobody is told yet' : '通知先がまだありません');
  });
});

describe('the words of notices', () => {
  const leaves = (node: object, path = ''): [string, string][] => Object.entries(node).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value as object, `${path}${key}.`)));
  it('are the same in both languages, ask for the same values, and are valid', () => {
    const [en, ja] = [new Map(leaves(noticeEn)), new Map(leaves(noticeJa))];
    expect([...ja.keys()]).toEqual([...en.keys()]);
    expect([...en].filter(([key, text]) => icuParameters(text).join() !== icuParameters(ja.get(key) ?? '').join())).toEqual([]);
    for (const [locale, messages] of [['en', noticeEn], ['ja', noticeJa]] as const) {
      const failures: string[] = [], translate = createTranslator<Record<string, string>>({ locale, timeZone: 'UTC', messages: messages as unknown as Record<string, string>, onError: (error) => { failures.push(error.message); } });
      for (const [key, text] of leaves(messages)) translate(key, Object.fromEntries(icuParameters(text).map((name) => [name, 2])));
      expect(failures).toEqual([]);
    }
  });
});
