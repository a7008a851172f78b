import { BellRing, Cable, Gauge, House, KeyRound, Layers, BellOff, MonitorSmartphone, ScrollText, Search, Siren } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface NavItem {
  /** Message key under `shell.nav`. */
  id: 'home' | 'workbench' | 'techniques' | 'search' | 'assets' | 'rules' | 'exceptions' | 'sources' | 'notifications' | 'apiKeys' | 'system';
  href: string;
  icon: LucideIcon;
  /** Second key after `g`; never j, k or x, which lists take. */
  key: string;
  section: 'detect' | 'manage';
}

/** The places of the console, in the order of the navigation. Only places that have a page are listed. */
export const NAV: readonly NavItem[] = [
  { id: 'home', href: '/home', icon: House, key: 'h', section: 'detect' },
  { id: 'workbench', href: '/workbench', icon: Siren, key: 'w', section: 'detect' },
  { id: 'techniques', href: '/techniques', icon: Layers, key: 't', section: 'detect' },
  { id: 'search', href: '/search', icon: Search, key: 'f', section: 'detect' },
  { id: 'assets', href: '/assets', icon: MonitorSmartphone, key: 'i', section: 'detect' },
  { id: 'rules', href: '/rules', icon: ScrollText, key: 'r', section: 'detect' },
  { id: 'exceptions', href: '/exceptions', icon: BellOff, key: 'e', section: 'detect' },
  { id: 'sources', href: '/settings/sources', icon: Cable, key: 's', section: 'manage' },
  { id: 'notifications', href: '/settings/notifications', icon: BellRing, key: 'n', section: 'manage' },
  { id: 'apiKeys', href: '/settings/api-keys', icon: KeyRound, key: 'a', section: 'manage' },
  { id: 'system', href: '/settings/system', icon: Gauge, key: 'y', section: 'manage' },
];

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
