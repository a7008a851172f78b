import en from '../messages/en.json';
import ja from '../messages/ja.json';
import storyEn from '../messages/story.en.json';
import storyJa from '../messages/story.ja.json';
import type { Locale } from './locales';


/** English is the shape; the other catalogues are tested to have the same keys. `story` holds the sentences that are made from facts. */
export type Catalogue = typeof en & typeof storyEn;
export type Area = keyof Catalogue;

export const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en: { ...en, ...storyEn }, ja: { ...ja, ...storyJa } };

/** What every page needs, the ones before sign-in too. */
export const CORE_AREAS = ['common', 'ui', 'auth', 'errors', 'time', 'severity'] as const satisfies readonly Area[];

/** Only these areas: what a client is not shown it need not download. */
export function pickAreas(locale: Locale, areas: readonly Area[]): Partial<Catalogue> {
  const catalogue = CATALOGUES[locale];
  return Object.fromEntries(areas.map((area) => [area, catalogue[area]]));
}

/** Everything below the console's shell: the catalogue without what the root has already sent. */
export function consoleAreas(): readonly Area[] {
  const core: readonly string[] = CORE_AREAS;
  return (Object.keys(CATALOGUES.en) as Area[]).filter((area) => !core.includes(area));
}

/** Makes message keys and locales typed everywhere: a key that does not exist does not compile. */
declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue;
    Locale: Locale;
  }
}
