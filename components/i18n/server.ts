import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core';
import { negotiateLocale } from './accept-language';
import { isLocale, type Locale } from './locales';
import { messageReader, type MessageReader } from './message-reader';
import { CATALOGUES, type Catalogue } from './messages';
import { isDensity, isTheme, isZone, PREFERENCE_COOKIES, type Density, type Theme } from './preferences';

const readCookie = async (name: string): Promise<string | undefined> => (await cookies()).get(name)?.value;

/** The reader's language: the chosen one, else what the browser asks for. */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = await readCookie(PREFERENCE_COOKIES.locale);
  return isLocale(chosen) ? chosen : negotiateLocale((await headers()).get('accept-language'));
});

/** The reader's zone: the chosen one, else what the browser last reported; UTC on the very first request. */
export const getTimeZone = cache(async (): Promise<string> => {
  for (const name of [PREFERENCE_COOKIES.zone, PREFERENCE_COOKIES.browserZone]) {
    const value = await readCookie(name);
    if (isZone(value)) return value;
  }
  return 'UTC';
});

/** What must stand on `<html>` before the first paint. */
export const getAppearance = cache(async (): Promise<{ theme: Theme; density: Density; zoneChosen: boolean }> => {
  const theme = await readCookie(PREFERENCE_COOKIES.theme);
  const density = await readCookie(PREFERENCE_COOKIES.density);
  const zone = await readCookie(PREFERENCE_COOKIES.zone);
  return { theme: isTheme(theme) ? theme : 'system', density: isDensity(density) ? density : 'compact', zoneChosen: isZone(zone) };
});

/** Translator of one namespace for server components. */
export async function getTranslator<const N extends NamespaceKeys<Catalogue, NestedKeyOf<Catalogue>>>(namespace: N) {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  return createTranslator<Catalogue, N>({ locale, timeZone, messages: CATALOGUES[locale], namespace });
}

/** For keys that come from data (story sentences): text by full key. */
export async function getMessage(): Promise<MessageReader> {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()]);
  return messageReader(CATALOGUES[locale], locale, timeZone);
}
