import 'server-only';
import { prisma } from '../platform/db';
import { tenantTx } from '../platform/tx';

/** Tenants with committed chunks that correlation has not read. Tenants are few: one cheap look each. */
export async function listBehind(): Promise<number[]> {
  const tenants = await prisma().tenant.findMany({ select: { id: true }, orderBy: { id: 'asc' } });
  const behind: number[] = [];
  for (const { id } of tenants) {
    const isBehind = await tenantTx(id, async (tx) => {
      const [row] = await tx.$queryRaw<{ behind: boolean }[]>`
        SELECT i.last_sequence > coalesce(c.last_sequence, 0) AS behind FROM ingest_cursor i LEFT JOIN correlation_cursor c ON c.tenant_id = i.tenant_id
        WHERE i.tenant_id = ${id}`;
      return row?.behind === true;
    });
    if (isBehind) behind.push(id);
  }
  return behind;
}
