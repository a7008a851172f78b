import en from '../messages/en.json';
import ja from '../messages/ja.json';
import assetsEn from '../messages/assets.en.json';
import assetsJa from '../messages/assets.ja.json';
import exceptionsEn from '../messages/exceptions.en.json';
import exceptionsJa from '../messages/exceptions.ja.json';
import homeEn from '../messages/home.en.json';
import homeJa from '../messages/home.ja.json';
import searchEn from '../messages/search.en.json';
import searchJa from '../messages/search.ja.json';
import notificationsEn from '../messages/notifications.en.json';
import notificationsJa from '../messages/notifications.ja.json';
import storyEn from '../../lib/messages/story.en.json';
import storyJa from '../../lib/messages/story.ja.json';
import systemEn from '../messages/system.en.json';
import systemJa from '../messages/system.ja.json';
import type { Locale } from './locales';


/** English is the shape; the other catalogues are tested to have the same keys. `story` holds the sentences that are made from facts. */
export type Catalogue = typeof en & typeof assetsEn & typeof storyEn & typeof systemEn & typeof homeEn & typeof exceptionsEn & typeof searchEn & typeof notificationsEn;
export type Area = keyof Catalogue;

export const CATALOGUES: Readonly<Record<Locale, Catalogue>> = { en: { ...en, ...assetsEn, ...storyEn, ...systemEn, ...homeEn, ...exceptionsEn, ...notificationsEn, ...searchEn }, ja: { ...ja, ...assetsJa, ...storyJa, ...systemJa, ...homeJa, ...exceptionsJa, ...notificationsJa, ...searchJa } };

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
