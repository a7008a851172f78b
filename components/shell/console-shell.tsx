import { MoreMessages } from '../i18n/provider';
import { consoleAreas, pickAreas } from '../i18n/messages';
import { getAppearance, getLocale, getTimeZone } from '../i18n/server';
import { ShellFrame } from './shell-frame';
import type { ShellProps } from './shell-props';

/** The frame of every console page, with the messages that console pages need. Fetches nothing: who and whose come as props. */
export async function ConsoleShell({ children, ...props }: Omit<ShellProps, 'zone'>) {
  const [locale, zone, { zoneChosen }] = await Promise.all([getLocale(), getTimeZone(), getAppearance()]);
  return (
    <MoreMessages messages={pickAreas(locale, consoleAreas())}>
      <ShellFrame {...props} zone={zoneChosen ? zone : null}>{children}</ShellFrame>
    </MoreMessages>
  );
}
