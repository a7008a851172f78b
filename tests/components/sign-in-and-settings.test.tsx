import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import { CodeForm } from '@/components/auth/code-form';
import { PasswordForm } from '@/components/auth/password-form';
import { SetupForm } from '@/components/auth/setup-form';
import { LOCALES } from '@/components/i18n/locales';
import { ApiKeysScreen } from '@/components/settings/api-keys-screen';
import { CommandsProvider } from '@/components/shell/commands';
import { ConfirmProvider } from '@/components/ui/confirm';
import { renderPart, RENDER_NOW } from './render-support';

const nothing = (): void => undefined;
const at = (minutesAgo: number): string => new Date(RENDER_NOW - minutesAgo * 60_000).toISOString();

function screen(part: ReactNode, locale: (typeof LOCALES)[number]): string {
  return renderPart(<QueryClientProvider client={new QueryClient()}><ConfirmProvider><CommandsProvider>{part}</CommandsProvider></ConfirmProvider></QueryClientProvider>, locale);
}

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

  it('the key list shows keys to those who may see them and says so to the others', () => {
    const html = screen(<ApiKeysScreen initial={[KEY, { ...KEY, id: 2, revokedAt: at(1) }, { ...KEY, id: 3, expiresAt: at(1) }]} roles={['SIEM']} canWrite />, locale);
    for (const word of locale === 'en' ? ['Active', 'Revoked', 'Expired'] : ['有効', '取り消し済み', '期限切れ']) expect(html).toContain(word);
    expect(screen(<ApiKeysScreen initial={null} roles={[]} canWrite={false} />, locale)).not.toContain('<table');
  });
});
