import type { ReactNode } from 'react';

interface ShellPaths {
  signIn: string;
  /** POSTed with an empty JSON object. */
  signOut: string;
  /** POSTed with `{ [field]: tenantId }`. */
  switchTenant?: { path: string; field: string };
}

export interface ShellProps {
  user: { name: string; email: string };
  tenants: readonly { id: string; name: string }[];
  tenantId: string;
  /** What the person may do, as `object:action`. */
  rights: readonly string[];
  paths: ShellPaths;
  /** The chosen zone; null follows the browser. */
  zone: string | null;
  children: ReactNode;
}
