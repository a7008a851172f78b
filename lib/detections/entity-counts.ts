import 'server-only';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';

const COLUMN = { endpoint: Prisma.sql`endpoint_key`, account: Prisma.sql`account_key` } as const;

/** Detections observed since then, by endpoint or by account; of these keys, or of all. */
export async function countDetectionsBy(tx: Tx, tenantId: number, kind: keyof typeof COLUMN, from: Date, keys?: readonly string[]): Promise<{ key: string; n: number }[]> {
  const asked = keys === undefined ? Prisma.sql`${COLUMN[kind]} IS NOT NULL` : Prisma.sql`${COLUMN[kind]} = ANY(${[...keys]}::text[])`;
  return tx.$queryRaw<{ key: string; n: number }[]>`
    SELECT ${COLUMN[kind]} AS key, count(*)::int AS n FROM detection WHERE tenant_id = ${tenantId} AND observed_at >= ${from} AND ${asked} GROUP BY 1`;
}
