'use client';
import { startTransition, useEffect, useMemo, useState, type ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import type { Locale } from './locales';
import type { Catalogue } from './messages';
import { writePreference } from './preferences';

interface Props {
  locale: Locale;
  messages: Partial<Catalogue>;
  /** The zone that the server rendered with. */
  zone: string;
  /** False: the zone follows the browser. */
  zoneChosen: boolean;
  /** Server time in ms, so that the first paint says the same on both sides. */
  now: number;
  children: ReactNode;
}

/** Language, zone and messages for client components. */
export function I18nProvider({ locale, messages, zone, zoneChosen, now, children }: Props) {
  const [browserZone, setBrowserZone] = useState<string | null>(null);
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // A transition: parts that have not hydrated yet must meet the zone that the server rendered with.
    startTransition(() => setBrowserZone(own));
    writePreference('browserZone', own);
  }, []);
  const [firstNow] = useState(() => new Date(now));
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={zoneChosen ? zone : (browserZone ?? zone)} now={firstNow}>
      {children}
    </IntlProvider>
  );
}

/** Adds areas of the catalogue for a part of the tree. */
export function MoreMessages({ messages, children }: { messages: Partial<Catalogue>; children: ReactNode }) {
  const locale = useLocale();
  const above = useMessages();
  const all = useMemo(() => ({ ...above, ...messages }), [above, messages]);
  return <IntlProvider locale={locale} messages={all}>{children}</IntlProvider>;
}
