import 'server-only';
import { closeFacts } from '../engine/correlate/fact-keys';
import type { Fact, Signal } from '../engine/correlate/types';
import { Prisma } from '../platform/generated/prisma/client';
import type { Tx } from '../platform/tx';

const KEYS_PER_QUERY = 5_000;
const DAY_MS = 86_400_000;

/**
 * The facts that signals ask for, and what those ask for in turn; observed within a day of the signals. Services and the holders of an address are older
 * than that as a rule; the addresses that an endpoint holds (`endpoint|@`) are many, and only those of these days count.
 */
export async function loadFacts(tx: Tx, tenantId: number, signals: readonly Signal[]): Promise<Fact[]> {
  if (signals.length === 0) return [];
  const from = new Date(Math.min(...signals.map((s) => s.firstSeen)) - DAY_MS), to = new Date(Math.max(...signals.map((s) => s.lastSeen)) + DAY_MS);
  return closeFacts(signals, async (keys) => {
    const found: Fact[] = [];
    for (let at = 0; at < keys.length; at += KEYS_PER_QUERY) {
      const rows = await tx.$queryRaw<{ data: Fact }[]>`
        SELECT data FROM fact WHERE tenant_id = ${tenantId} AND key IN (${Prisma.join(keys.slice(at, at + KEYS_PER_QUERY))})
          AND (kind = 'service' OR (kind = 'address' AND key NOT LIKE '%|@') OR observed_at BETWEEN ${from} AND ${to})`;
      found.push(...rows.map((r) => r.data));
    }
    return found;
  });
}
