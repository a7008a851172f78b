import 'server-only';
import { prisma } from '../platform/db';
import type { Tx } from '../platform/tx';
import type { Retention } from './model';

export async function findRetention(tx: Tx, tenantId: number): Promise<Retention> {
  const rows = await tx.$queryRaw<Retention[]>`SELECT record_days AS "recordDays", detection_days AS "detectionDays" FROM retention_of(${tenantId})`;
  const [row] = rows;
  if (!row) throw new Error('retention_of() answers with one row always');
  return row;
}

export async function writeRetention(tx: Tx, tenantId: number, retention: Retention, updatedAt: Date): Promise<void> {
  const data = { ...retention, updatedAt };
  await tx.retention.upsert({ where: { tenantId }, create: { tenantId, ...data }, update: data });
}

/** Names of the day partitions, of all tables, that end before `day` (UTC, `YYYY-MM-DD`); oldest first. */
export async function findPartitionsBefore(day: string): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ name: string }[]>`SELECT partition_name AS name FROM partitions_before(${day}::date)`;
  return rows.map(({ name }) => name);
}

/** Rows deleted, or -1 when the whole partition was dropped. Waits at most three seconds for a partition that is being read, then throws. */
export async function forgetPartition(name: string, today: string): Promise<number> {
  const rows = await prisma().$queryRaw<{ gone: bigint }[]>`SELECT forget_partition(${name}, ${today}::date) AS gone`;
  return Number(rows[0]?.gone ?? 0);
}
