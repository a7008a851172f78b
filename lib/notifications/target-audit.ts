import type { Prisma } from '../platform/generated/prisma/client';
import type { Access, TargetSettings } from './model';

/** What the audit trail keeps of a target: everything but its keys. */
export function auditOf({ name, enabled, allowPrivate, settings, access: { channel, config } }: { name: string; enabled: boolean; allowPrivate: boolean; settings: TargetSettings; access: Access }): Prisma.InputJsonObject {
  return { name, channel, enabled, allowPrivate, settings: JSON.parse(JSON.stringify(settings)) as Prisma.InputJsonObject, config: JSON.parse(JSON.stringify(config)) as Prisma.InputJsonObject };
}
