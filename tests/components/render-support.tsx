import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl';
import type { Locale } from '@/components/i18n/locales';
import { CATALOGUES } from '@/components/i18n/messages';
import { AppearanceProvider } from '@/components/shell/appearance';
import { ToastProvider } from '@/components/ui/toast';
import { TooltipProvider } from '@/components/ui/tooltip';

export const RENDER_NOW = Date.UTC(2026, 0, 12, 1);

/** What the server sends for this part, in Tokyo, at a fixed time. */
export function renderPart(part: ReactNode, locale: Locale = 'en', density: 'compact' | 'comfortable' = 'compact'): string {
  return renderToStaticMarkup(
    <IntlProvider locale={locale} messages={CATALOGUES[locale]} timeZone="Asia/Tokyo" now={new Date(RENDER_NOW)}>
      <AppearanceProvider theme="light" density={density}>
        <TooltipProvider>
          <ToastProvider>{part}</ToastProvider>
        </TooltipProvider>
      </AppearanceProvider>
    </IntlProvider>,
  );
}
