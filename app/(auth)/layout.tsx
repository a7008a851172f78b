import type { ReactNode } from 'react';
import { LanguageChoice } from '@/components/auth/language-choice';
import { getTranslator } from '@/components/i18n/server';
import { Mark } from '@/components/shell/mark';

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [t, auth] = await Promise.all([getTranslator('common'), getTranslator('auth')]);
  return (
    <div className="flex min-h-dvh flex-col bg-surface">
      <header className="gutter flex h-header items-center gap-3 border-b border-stroke">
        <Mark />
        <span className="font-medium text-content">{t('product')}</span>
        <span className="min-w-0 flex-1 truncate text-sm text-content-tertiary">{auth('tagline')}</span>
        <LanguageChoice />
      </header>
      <main className="gutter w-full max-w-md py-10">{children}</main>
    </div>
  );
}
