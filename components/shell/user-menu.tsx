'use client';
import { LogOut, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LANGUAGE_NAMES, LOCALES } from '../i18n/locales';
import { DENSITIES, THEMES, writePreference } from '../i18n/preferences';
import { Button } from '../ui/button';
import { Popover } from '../ui/popover';
import { Select } from '../ui/select';
import { useToast } from '../ui/toast';
import { useAppearance } from './appearance';
import { postJson } from './post-json';
import type { ShellProps } from './shell-props';
import { zoneOptions } from './zone-options';

const BROWSER = 'browser';

function Row({ label, children }: { label: string; children: ReactNode }) {
  return <div className="flex items-center justify-between gap-4"><span className="text-content-secondary">{label}</span><span className="w-52">{children}</span></div>;
}

function DisplaySettings({ zone }: { zone: string | null }) {
  const t = useTranslations('shell');
  const locale = useLocale();
  const router = useRouter();
  const { theme, density, setTheme, setDensity } = useAppearance();
  const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zones = [{ value: BROWSER, label: t('zoneBrowser', { zone: browserZone }) }, ...zoneOptions(zone)];
  return (
    <div className="flex flex-col gap-2 px-4 py-3">
      <Row label={t('language')}>
        <Select aria-label={t('language')} value={locale} options={LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))} onValueChange={(next) => { writePreference('locale', next); router.refresh(); }} />
      </Row>
      <Row label={t('zone')}>
        <Select aria-label={t('zone')} value={zone ?? BROWSER} options={zones} onValueChange={(next) => { writePreference('zone', next === BROWSER ? null : next); router.refresh(); }} />
      </Row>
      <Row label={t('theme')}>
        <Select aria-label={t('theme')} value={theme} options={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))} onValueChange={setTheme} />
      </Row>
      <Row label={t('density')}>
        <Select aria-label={t('density')} value={density} options={DENSITIES.map((value) => ({ value, label: t(`densities.${value}`) }))} onValueChange={setDensity} />
      </Row>
    </div>
  );
}

/** Who is signed in, how this person wants the console, and the way out. */
export function UserMenu({ user, paths, zone }: Pick<ShellProps, 'user' | 'paths' | 'zone'>) {
  const t = useTranslations('shell');
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const signOut = async (): Promise<void> => {
    setBusy(true);
    if (await postJson(paths.signOut, {})) window.location.assign(paths.signIn);
    else {
      setBusy(false);
      toast({ intent: 'negative', title: t('signOutFailed') });
    }
  };
  return (
    <>
      <Popover align="end" label={t('userMenu')} trigger={<Button intent="ghost" size="md" aria-label={`${t('userMenu')}: ${user.name}`} icon={<UserRound aria-hidden size={15} strokeWidth={1.5} />}><span className="max-w-40 truncate max-md:sr-only">{user.name}</span></Button>}>
        <div className="w-90">
          <div className="border-b border-stroke px-4 py-3">
            <p className="font-medium text-content">{user.name}</p>
            <p className="text-sm text-content-tertiary">{user.email}</p>
          </div>
          <DisplaySettings zone={zone} />
          <div className="border-t border-stroke p-2">
            <Button intent="ghost" busy={busy} className="w-full justify-start!" icon={<LogOut aria-hidden size={14} />} onClick={() => void signOut()}>{t('signOut')}</Button>
          </div>
        </div>
      </Popover>
    </>
  );
}
