'use client';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl';
import { writePreference } from '../i18n/preferences';
import { Button } from '../ui/button';

const LANGUAGES = [{ locale: 'en', name: 'English' }, { locale: 'ja', name: '日本語' }] as const;

/** For the pages before sign-in, where there is no user menu. */
export function LanguageChoice() {
  const t = useTranslations('auth');
  const current = useLocale();
  const router = useRouter();
  const choose = (locale: string): void => {
    writePreference('locale', locale);
    router.refresh();
  };
  return (
    <div role="group" aria-label={t('language')} className="flex gap-1">
      {LANGUAGES.map(({ locale, name }) => (
        <Button key={locale} size="sm" intent="ghost" lang={locale} aria-pressed={locale === current} className={locale === current ? 'text-content-accent!' : ''} onClick={() => choose(locale)}>{name}</Button>
      ))}
    </div>
  );
}
