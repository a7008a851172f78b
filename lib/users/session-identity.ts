import 'server-only';
import { AppError } from '../platform/errors';
import type { Identity } from '../platform/http';
import type { Role } from '../platform/permissions';
import { auth } from './auth';
import type { SessionUser, TenantView } from './model';
import { membershipsOf } from './store';

export interface SessionIdentity extends Identity {
  actor: { kind: 'user'; id: number; name: string; role: Role };
  user: SessionUser;
  sessionId: number;
  /** Every tenant of this user, for the switcher. */
  tenants: TenantView[];
}

/** Who is signed in by the session cookie, in which tenant and role: the chosen tenant while they are its member, else their first. */
export async function sessionIdentity(from: Request | Headers): Promise<SessionIdentity> {
  const found = await auth().api.getSession({ headers: from instanceof Headers ? from : from.headers });
  if (!found) throw new AppError('unauthenticated', 'You are not signed in.');
  const user: SessionUser = { id: Number(found.user.id), name: found.user.name, email: found.user.email };
  const memberships = await membershipsOf(user.id);
  const chosen = Number(found.session.activeOrganizationId);
  const membership = memberships.find((m) => m.tenantId === chosen) ?? memberships[0];
  if (!membership) throw new AppError('forbidden', 'You belong to no tenant. Ask an administrator to add you.');
  return {
    tenantId: membership.tenantId,
    actor: { kind: 'user', id: user.id, name: user.name, role: membership.role },
    user,
    sessionId: Number(found.session.id),
    tenants: memberships.map((m) => ({ id: m.tenantId, name: m.tenantName })),
  };
}
