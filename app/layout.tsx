import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import '@fontsource-variable/noto-sans-jp/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { CORE_AREAS, pickAreas } from '@/components/i18n/messages';
import { I18nProvider } from '@/components/i18n/provider';
import { getAppearance, getLocale, getTimeZone } from '@/components/i18n/server';
import { Providers } from '@/components/shell/providers';

export const metadata: Metadata = { title: { default: 'Yagura', template: '%s · Yagura' }, robots: { index: false, follow: false } };
export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, zone, { theme, density, zoneChosen }] = await Promise.all([getLocale(), getTimeZone(), getAppearance()]);
  return (
    <html lang={locale} data-theme={theme} data-density={density} suppressHydrationWarning>
      <body>
        <I18nProvider locale={locale} messages={pickAreas(locale, CORE_AREAS)} zone={zone} zoneChosen={zoneChosen} now={Date.now()}>
          <Providers theme={theme} density={density}>{children}</Providers>
        </I18nProvider>
      </body>
    </html>
  );
}
