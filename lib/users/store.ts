import 'server-only';
import { prisma } from '../platform/db';
import { isRole, type Role } from '../platform/permissions';
import type { Tx } from '../platform/tx';
import { FAILED_SIGN_INS_MAX } from './model';

/** People, sessions, tenants and memberships belong to no one tenant and stand outside row-level security. */

export interface MembershipRow { tenantId: number; tenantName: string; role: Role }

/** A person's tenants, oldest membership first. A role that this version does not know grants nothing. */
export async function membershipsOf(userId: number): Promise<MembershipRow[]> {
  const rows = await prisma().membership.findMany({ where: { userId }, include: { tenant: { select: { name: true } } }, orderBy: { id: 'asc' } });
  return rows.flatMap((row) => (isRole(row.role) ? [{ tenantId: row.organizationId, tenantName: row.tenant.name, role: row.role }] : []));
}

export async function userExists(): Promise<boolean> {
  return (await prisma().user.findFirst({ select: { id: true } })) !== null;
}

export async function findUserByEmail(email: string): Promise<{ id: number; name: string } | null> {
  return prisma().user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true, name: true } });
}

/** The next tenant id, taken first so that the transaction that makes the tenant can already run as that tenant. */
export async function reserveTenantId(): Promise<number> {
  const rows = await prisma().$queryRaw<{ id: number }[]>`SELECT nextval('tenant_id_seq')::int AS id`;
  return rows[0]?.id ?? 0;
}

const slugOf = (name: string, id: number): string => `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40) || 'tenant'}-${id}`;

export async function insertTenant(tx: Tx, id: number, name: string, at: Date): Promise<void> {
  await tx.tenant.create({ data: { id, name, slug: slugOf(name, id), createdAt: at } });
}

export async function insertMembership(tx: Tx, tenantId: number, userId: number, role: Role): Promise<void> {
  await tx.membership.create({ data: { organizationId: tenantId, userId, role } });
}

/** Those who run the installation: Master Administrators of its first tenant. */
export async function operators(tx: Tx): Promise<number[]> {
  const first = await tx.tenant.findFirst({ select: { id: true }, where: { memberships: { some: {} } }, orderBy: { id: 'asc' } });
  if (!first) return [];
  const role: Role = 'Master Administrator';
  return (await tx.membership.findMany({ select: { userId: true }, where: { organizationId: first.id, role } })).map((row) => row.userId);
}

export async function tenantIds(tx: Tx): Promise<number[]> {
  return (await tx.tenant.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map((row) => row.id);
}

/** A user who signs in with a password. */
export async function insertUser(tx: Tx, user: { email: string; name: string; passwordHash: string }): Promise<number> {
  const { id } = await tx.user.create({ data: { email: user.email, name: user.name }, select: { id: true } });
  await tx.account.create({ data: { accountId: String(id), providerId: 'credential', userId: id, password: user.passwordHash } });
  return id;
}

/** Serialises every attempt to make the first administrator, in whichever process, until commit. */
export async function lockFirstRun(tx: Tx): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('yagura first administrator'))`;
  return (await tx.user.findFirst({ select: { id: true } })) === null;
}

/**
 * Counts an attempt before its password is looked at, so that a burst of guesses cannot outrun the count.
 * False: the account is locked, used up, or does not exist; the caller must not tell which.
 */
export async function reserveAttempt(email: string, now: Date, windowStart: Date): Promise<boolean> {
  const changed = await prisma().$executeRaw`
    UPDATE "user" SET
      failed_sign_ins = CASE WHEN failed_since > ${windowStart} THEN failed_sign_ins + 1 ELSE 1 END,
      failed_since = CASE WHEN failed_since > ${windowStart} THEN failed_since ELSE ${now} END
    WHERE email = ${email.toLowerCase()} AND (locked_until IS NULL OR locked_until <= ${now})
      AND NOT (failed_since IS NOT NULL AND failed_since > ${windowStart} AND failed_sign_ins >= ${FAILED_SIGN_INS_MAX})`;
  return changed === 1;
}

/** Locks the account when its attempts are used up; true for the one caller that did. */
export async function lockWhenUsedUp(userId: number, until: Date): Promise<boolean> {
  const { count } = await prisma().user.updateMany({ where: { id: userId, failedSignIns: { gte: FAILED_SIGN_INS_MAX } }, data: { lockedUntil: until, failedSignIns: 0, failedSince: null } });
  return count === 1;
}

export async function clearAttempts(userId: number): Promise<void> {
  await prisma().user.update({ where: { id: userId }, data: { failedSignIns: 0, failedSince: null, lockedUntil: null } });
}

export async function setActiveTenant(tx: Tx, sessionId: number, tenantId: number): Promise<void> {
  await tx.session.update({ where: { id: sessionId }, data: { activeTenantId: tenantId } });
}
