import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
import { rightsOf } from '@/lib/platform/permissions';
import { currentSession } from '@/lib/users/current-context';

const PATHS = { signIn: '/sign-in', signOut: '/api/auth/sign-out', switchTenant: { path: '/api/console/session', field: 'tenantId' } };

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user, actor, tenants, tenantId } = await currentSession();
  return (
    <ConsoleShell user={user} tenants={tenants.map(({ id, name }) => ({ id: String(id), name }))} tenantId={String(tenantId)} rights={rightsOf(actor.role)} paths={PATHS}>
      {children}
    </ConsoleShell>
  );
}
