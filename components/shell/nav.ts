import { Cable, KeyRound, Layers, ScrollText, Siren } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

export interface NavItem {
  /** Message key under `shell.nav`. */
  id: 'workbench' | 'techniques' | 'rules' | 'sources' | 'apiKeys';
  href: string;
  icon: LucideIcon;
  /** Second key after `g`; never j, k or x, which lists take. */
  key: string;
  section: 'detect' | 'manage';
}

/** The places of the console, in the order of the navigation. Only places that have a page are listed. */
export const NAV: readonly NavItem[] = [
  { id: 'workbench', href: '/workbench', icon: Siren, key: 'w', section: 'detect' },
  { id: 'techniques', href: '/techniques', icon: Layers, key: 't', section: 'detect' },
  { id: 'rules', href: '/rules', icon: ScrollText, key: 'r', section: 'detect' },
  { id: 'sources', href: '/settings/sources', icon: Cable, key: 's', section: 'manage' },
  { id: 'apiKeys', href: '/settings/api-keys', icon: KeyRound, key: 'a', section: 'manage' },
];

export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
