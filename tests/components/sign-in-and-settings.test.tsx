import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { CodeForm } from '@/components/auth/code-form';
import { PasswordForm } from '@/components/auth/password-form';
import { SetupForm } from '@/components/auth/setup-form';
import { LOCALES } from '@/components/i18n/locales';
import { ApiKeysScreen } from '@/components/settings/api-keys-screen';
import { CommandsProvider } from '@/components/shell/commands';
import { RejectsScreen } from '@/components/sources/rejects-screen';
import { setUpText } from '@/components/sources/set-up-text';
import { PRODUCTS } from '@/components/sources/sources-api';
import { SourcesScreen } from '@/components/sources/sources-screen';
import { ConfirmProvider } from '@/components/ui/confirm';
import { SOURCE_PRODUCTS } from '@/lib/settings/model';
import { renderPart, RENDER_NOW } from './render-support';

const nothing = (): void => undefined;
const at = (minutesAgo: number): string => new Date(RENDER_NOW - minutesAgo * 60_000).toISOString();

function screen(part: ReactNode, locale: (typeof LOCALES)[number]): string {
  return renderPart(<QueryClientProvider client={new QueryClient()}><ConfirmProvider><CommandsProvider>{part}</CommandsProvider></ConfirmProvider></QueryClientProvider>, locale);
}

const SOURCE = { id: 1, name: '本社', product: 'windows', createdAt: at(999), pausedAt: null, expectedEverySeconds: null, received: 1200, rejected: 3, lastSeen: at(2) };
const KEY = { id: 1, name: 'Ticket system', role: 'SOAR', prefix: 'ygk_1_abcdef', createdAt: at(99), expiresAt: null, revokedAt: null, lastUsedAt: null };

describe.each(LOCALES)('in %s', (locale) => {
  it('the forms before the console name every field and let a password manager fill them', () => {
    const signIn = renderPart(<PasswordForm onEntered={nothing} />, locale);
    for (const kind of ['username', 'current-password']) expect(signIn).toContain(`autoComplete="${kind}"`);
    expect(renderPart(<CodeForm onEntered={nothing} onStartAgain={nothing} />, locale)).toContain('autoComplete="one-time-code"');
    const setup = renderPart(<SetupForm next="/workbench" passwordLengthMin={12} passwordLengthMax={128} />, locale);
    expect(setup.match(/<label/g)).toHaveLength(5);
    expect(setup.match(/autoComplete="new-password"/g)).toHaveLength(2);
  });

  it('the source list says who sends, who has gone silent, and who may change nothing', () => {
    const rows = [SOURCE, { ...SOURCE, id: 2, name: 'Gateway', product: 'web-gateway', lastSeen: at(180), rejected: 0 }, { ...SOURCE, id: 3, name: 'New', lastSeen: null, received: 0 }];
    const html = screen(<SourcesScreen initial={rows} canWrite={false} adding />, locale);
    for (const word of locale === 'en' ? ['Receiving', 'Silent', 'Nothing yet'] : ['受信中', '無通信', '未受信']) expect(html).toContain(word);
    expect(html).toContain('href="/settings/sources/1/rejects"');
    expect(html).not.toContain('href="/settings/sources/2/rejects"');
    expect(html.match(/aria-disabled="true"/g)?.length).toBe(rows.length + 1);
  });

  it('an empty source list offers the next step', () => {
    expect(screen(<SourcesScreen initial={[]} canWrite adding={false} />, locale)).toContain(locale === 'en' ? 'Load the demo' : 'デモ');
  });

  it('the key list shows keys to those who may see them and says so to the others', () => {
    const html = screen(<ApiKeysScreen initial={[KEY, { ...KEY, id: 2, revokedAt: at(1) }, { ...KEY, id: 3, expiresAt: at(1) }]} roles={['SIEM']} canWrite />, locale);
    for (const word of locale === 'en' ? ['Active', 'Revoked', 'Expired'] : ['有効', '取り消し済み', '期限切れ']) expect(html).toContain(word);
    expect(screen(<ApiKeysScreen initial={null} roles={[]} canWrite={false} />, locale)).not.toContain('<table');
  });

  it('the reject list shows what was sent as text, never as markup', () => {
    const html = screen(<RejectsScreen name="本社" rows={[{ receivedAt: at(1), chunk: 'c', index: 0, reason: 'not JSON', bytes: 30, excerpt: '<img src=x onerror=alert(1)>' }]} />, locale);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img');
  });
});

describe('the set-up commands', () => {
  it('exist for every product that a source can have', () => {
    expect([...PRODUCTS]).toEqual([...SOURCE_PRODUCTS]);
  });

  it.each(PRODUCTS)('for %s hold the address and the token in each text', (product) => {
    const { send, curl, lasting } = setUpText(product, 'https://yagura.example', 'ygi_1_secret');
    for (const text of [send, curl, ...(lasting ? [lasting.config] : [])]) {
      expect(text).toContain('https://yagura.example');
      expect(text).toContain('ygi_1_secret');
    }
  });
});
