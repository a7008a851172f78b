'use client';
import { useRouter } from 'next/navigation';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LANGUAGE_NAMES, LOCALES } from '../i18n/locales';
import { writePreference } from '../i18n/preferences';
import { useAppearance } from './appearance';
import { useCommands } from './commands';
import { NAV } from './nav';
import { OfflineBanner } from './offline-banner';
import { onExpiredSession } from './session-events';
import { RightsProvider } from './rights';
import type { ShellProps } from './shell-props';
import { SideNav } from './side-nav';
import { TopBar } from './top-bar';

/** Fetched when first opened: most visits never need them. */
const Palette = dynamic(() => import('./palette'), { ssr: false });
const HelpDialog = dynamic(() => import('./help-dialog').then((module) => module.HelpDialog), { ssr: false });
const ExpiredSessionDialog = dynamic(() => import('./expired-session-dialog').then((module) => module.ExpiredSessionDialog), { ssr: false });

const NEXT_THEME = { system: 'dark', dark: 'light', light: 'system' } as const;

/** What can be done on every page. */
function useShellCommands(showHelp: () => void): void {
  const t = useTranslations('shell');
  const router = useRouter();
  const { theme, density, setTheme, setDensity } = useAppearance();
  const locale = useLocale();
  useCommands(() => [
    ...NAV.map((item) => ({ id: `go-${item.id}`, group: 'go' as const, label: t(`nav.${item.id}`), keys: `g ${item.key}`, run: () => router.push(item.href) })),
    { id: 'help', group: 'display', label: t('help.open'), keys: '?', run: showHelp },
    { id: 'theme', group: 'display', label: `${t('theme')}: ${t(`themes.${NEXT_THEME[theme]}`)}`, run: () => setTheme(NEXT_THEME[theme]) },
    { id: 'density', group: 'display', label: `${t('density')}: ${t(`densities.${density === 'compact' ? 'comfortable' : 'compact'}`)}`, run: () => setDensity(density === 'compact' ? 'comfortable' : 'compact') },
    ...LOCALES.filter((other) => other !== locale).map((other) => ({ id: `language-${other}`, group: 'display' as const, label: `${t('language')}: ${LANGUAGE_NAMES[other]}`, run: () => { writePreference('locale', other); router.refresh(); } })),
  ], [t, router, locale, theme, density, setTheme, setDensity, showHelp]);
}

/** Navigation, header, palette, help and banners around a page. */
export function ShellFrame({ children, ...props }: ShellProps) {
  const t = useTranslations('shell');
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  const [help, setHelp] = useState(false);
  const [expired, setExpired] = useState(false);
  const [showHelp] = useState(() => () => setHelp(true));
  useShellCommands(showHelp);
  useEffect(() => onExpiredSession(() => setExpired(true)), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.isComposing) return;
      event.preventDefault();
      setPalette((before) => (before === 'open' ? 'closed' : 'open'));
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <div className="flex h-dvh overflow-hidden print:block print:h-auto print:overflow-visible">
      <a href="#content" className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md border border-stroke-accent bg-surface-raised px-3 py-1.5 text-content focus:translate-y-0">{t('skipToContent')}</a>
      <SideNav />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar {...props} onPalette={() => setPalette('open')} onHelp={showHelp} />
        <OfflineBanner />
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none print:overflow-visible"><RightsProvider rights={props.rights}>{children}</RightsProvider></main>
      </div>
      {palette !== 'never' && <Palette open={palette === 'open'} onOpenChange={(open) => setPalette(open ? 'open' : 'closed')} />}
      {help && <HelpDialog open onOpenChange={setHelp} />}
      {expired && <ExpiredSessionDialog signInPath={props.paths.signIn} onClose={() => setExpired(false)} />}
    </div>
  );
}
