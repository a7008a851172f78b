import type { ReactNode } from 'react';
import { ConsoleShell } from '@/components/shell/console-shell';
export default function L({ children }: { children: ReactNode }) {
  return <ConsoleShell user={{ name: 'Sato Yuki', email: 'sato@example.test' }} tenants={[{ id: '1', name: 'Tokyo head office' }, { id: '2', name: 'Osaka' }]} tenantId="1" paths={{ signIn: '/sign-in', signOut: '/x', switchTenant: { path: '/y', field: 'organizationId' } }}>{children}</ConsoleShell>;
}
