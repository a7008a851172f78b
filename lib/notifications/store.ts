import 'server-only';
import { AppError } from '../platform/errors';
import { env } from '../platform/env';
import type { NotificationTarget } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';
import { CONFIGS, SECRETS, targetSettings, type Access, type Channel, type Config, type TargetSettings, type TargetView } from './model';
import { openSecret, sealSecret } from './seal-secret';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A text that was sealed for one tenant and kind of target opens nowhere else. */
const bindingOf = (tenantId: number, channel: Channel): string => `notification target of tenant ${tenantId}, ${channel}`;

export const sealAccess = (tenantId: number, { channel, secret }: Access): Uint8Array<ArrayBuffer> => sealSecret(JSON.stringify(secret), env().YAGURA_SECRET, bindingOf(tenantId, channel));

export interface StoredTarget { id: number; name: string; channel: Channel; config: Config; settings: TargetSettings; enabled: boolean; allowPrivate: boolean; version: number; recentPosts: Date[]; sealed: Uint8Array }

function targetOf(row: NotificationTarget): StoredTarget {
  const { id, name, enabled, allowPrivate, version, recentPosts } = row, channel = row.channel as Channel;
  return { id, name, channel, enabled, allowPrivate, version, recentPosts, sealed: row.secret, config: CONFIGS[channel].parse(row.config), settings: targetSettings.parse(row.settings) };
}

/** The target with its keys in clear: for the one who sends, and for nobody else. */
export function accessOf(tenantId: number, { channel, config, sealed }: StoredTarget): Access {
  return { channel, config, secret: SECRETS[channel].parse(JSON.parse(openSecret(sealed, env().YAGURA_SECRET, bindingOf(tenantId, channel)))) } as Access;
}

export async function findTargets(tx: Tx, tenantId: number): Promise<TargetView[]> {
  const rows = await tx.notificationTarget.findMany({ where: { tenantId }, orderBy: { id: 'asc' } });
  const counts = await tx.notificationOutbox.groupBy({ by: ['targetId', 'state'], where: { tenantId, state: { in: ['waiting', 'sending', 'dead'] } }, _count: true });
  const count = (id: number, states: readonly string[]): number => counts.filter(({ targetId, state }) => targetId === id && states.includes(state)).reduce((sum, { _count }) => sum + _count, 0);
  return rows.map((row) => {
    const { id, name, channel, config, settings, enabled, allowPrivate, version } = targetOf(row);
    return {
      id, name, channel, config, settings, enabled, allowPrivate, version, createdAt: row.createdAt.toISOString(), lastDeliveredAt: iso(row.lastDeliveredAt), lastFailedAt: iso(row.lastFailedAt),
      lastError: row.lastError, failures: row.failures, waiting: count(id, ['waiting', 'sending']), dead: count(id, ['dead']),
    };
  });
}

export async function requireTarget(tx: Tx, tenantId: number, id: number): Promise<StoredTarget> {
  const row = await tx.notificationTarget.findUnique({ where: { tenantId_id: { tenantId, id } } });
  if (!row) throw new AppError('not_found', 'There is no such target.');
  return targetOf(row);
}

export async function findEnabledTargets(tx: Tx, tenantId: number): Promise<{ id: number; channel: string; settings: TargetSettings }[]> {
  const rows = await tx.notificationTarget.findMany({ where: { tenantId, enabled: true }, select: { id: true, channel: true, settings: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id, channel, settings }) => ({ id, channel, settings: targetSettings.parse(settings) }));
}

export async function countTargets(tx: Tx, tenantId: number): Promise<number> {
  return tx.notificationTarget.count({ where: { tenantId } });
}

interface TargetData { name: string; enabled: boolean; allowPrivate: boolean; settings: TargetSettings; access: Access }

const jsonOf = ({ settings, access: { config } }: TargetData) => ({ settings: { ...settings }, config: { ...config } });

export async function insertTarget(tx: Tx, tenantId: number, data: TargetData, at: Date): Promise<number> {
  const { name, enabled, allowPrivate, access } = data;
  const { id } = await tx.notificationTarget.create({ data: { tenantId, name, enabled, allowPrivate, channel: access.channel, secret: sealAccess(tenantId, access), createdAt: at, updatedAt: at, ...jsonOf(data) } });
  return id;
}

/** False when somebody was faster. */
export async function writeTarget(tx: Tx, tenantId: number, id: number, version: number, data: TargetData, at: Date): Promise<boolean> {
  const { name, enabled, allowPrivate, access } = data;
  const { count } = await tx.notificationTarget.updateMany({
    where: { tenantId, id, version }, data: { name, enabled, allowPrivate, secret: sealAccess(tenantId, access), blockedUntil: null, updatedAt: at, version: { increment: 1 }, ...jsonOf(data) },
  });
  return count > 0;
}

export async function deleteTargetRow(tx: Tx, tenantId: number, id: number): Promise<void> {
  await tx.notificationTarget.delete({ where: { tenantId_id: { tenantId, id } } });
}
