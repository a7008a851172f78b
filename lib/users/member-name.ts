import 'server-only';
import { AppError } from '../platform/errors';
import type { Tx } from '../platform/tx';

/** The name of a member of the tenant; `bad_request` when the user is none. */
export async function memberName(tx: Tx, tenantId: number, userId: number): Promise<string> {
  const member = await tx.membership.findFirst({ where: { organizationId: tenantId, userId }, include: { user: { select: { name: true } } } });
  if (!member) throw new AppError('bad_request', 'This person is not a member of this organisation.', { fields: { ownerId: 'not a member' } });
  return member.user.name;
}
