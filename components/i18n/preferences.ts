export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

/** Names of the cookies that hold how one person wants the console on one browser. `browserZone` is what the browser last reported. */
export const PREFERENCE_COOKIES = { locale: 'yagura-locale', theme: 'yagura-theme', density: 'yagura-density', zone: 'yagura-zone', browserZone: 'yagura-browser-zone' } as const;
export type Preference = keyof typeof PREFERENCE_COOKIES;

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice for a year; null forgets it. Browser only. */
export function writePreference(name: Preference, value: string | null): void {
  const age = value === null ? 0 : YEAR_SECONDS;
  document.cookie = `${PREFERENCE_COOKIES[name]}=${encodeURIComponent(value ?? '')}; Path=/; Max-Age=${age}; SameSite=Lax`;
}

export function isTheme(value: string | undefined): value is Theme {
  return THEMES.some((theme) => theme === value);
}

export function isDensity(value: string | undefined): value is Density {
  return DENSITIES.some((density) => density === value);
}

/** Whether this runtime knows the zone; a cookie may hold anything. */
export function isZone(value: string | undefined): value is string {
  if (value === undefined || value === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    // RangeError is the only way that the platform says "no such zone".
    return false;
  }
}
