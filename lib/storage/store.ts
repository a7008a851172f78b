import 'server-only';
import { prisma } from '../platform/db';
import type { Tx } from '../platform/tx';
import type { ReceivedDay, TableSize } from './model';

const DAYS = 14;

export async function findDatabaseBytes(): Promise<number> {
  const rows = await prisma().$queryRaw<{ bytes: bigint }[]>`SELECT pg_database_size(current_database()) AS bytes`;
  return Number(rows[0]?.bytes ?? 0);
}

/** Every table by size, partitions counted to their parent; largest first. */
export async function findTableSizes(): Promise<TableSize[]> {
  return prisma().$queryRaw<TableSize[]>`
    SELECT coalesce(p.relname, c.relname)::text AS "table", sum(pg_total_relation_size(c.oid))::float8 AS bytes,
      count(*) FILTER (WHERE p.oid IS NOT NULL AND pg_relation_size(c.oid) > 0)::int AS days
    FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12`;
}

export async function findReceivedDays(tx: Tx, tenantId: number, today: string): Promise<ReceivedDay[]> {
  return tx.$queryRaw<ReceivedDay[]>`
    SELECT to_char(received_day, 'YYYY-MM-DD') AS day, sum(stored)::float8 AS records, sum(body_bytes::float8) AS "bodyBytes", sum(octet_length(content))::float8 AS "storedBytes"
    FROM chunk WHERE tenant_id = ${tenantId} AND received_day > ${today}::date - ${DAYS}::int AND received_day <= ${today}::date
    GROUP BY 1 ORDER BY 1 DESC`;
}
