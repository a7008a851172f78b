import type { Locale } from './locales';
import type { Catalogue } from './messages';

/** Makes message keys and locales typed everywhere: a key that does not exist does not compile. */
declare module 'use-intl' {
  interface AppConfig {
    Messages: Catalogue;
    Locale: Locale;
  }
}
