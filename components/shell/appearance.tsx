'use client';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { writePreference, type Density, type Theme } from '../i18n/preferences';

interface Appearance { theme: Theme; density: Density; setTheme: (theme: Theme) => void; setDensity: (density: Density) => void }

const AppearanceContext = createContext<Appearance | null>(null);

/** Theme and density of this person on this browser. */
export function useAppearance(): Appearance {
  const appearance = useContext(AppearanceContext);
  if (appearance === null) throw new Error('useAppearance needs AppearanceProvider above it');
  return appearance;
}

/** Starts from what the server has put on `<html>` and keeps element and cookie in step. */
export function AppearanceProvider({ theme: firstTheme, density: firstDensity, children }: { theme: Theme; density: Density; children: ReactNode }) {
  const [theme, setThemeState] = useState(firstTheme);
  const [density, setDensityState] = useState(firstDensity);
  const value = useMemo<Appearance>(() => ({
    theme,
    density,
    setTheme: (next) => {
      document.documentElement.dataset.theme = next;
      writePreference('theme', next);
      setThemeState(next);
    },
    setDensity: (next) => {
      document.documentElement.dataset.density = next;
      writePreference('density', next);
      setDensityState(next);
    },
  }), [theme, density]);
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}
