import 'server-only';
import { storedActivity } from '../activities/stored-activity';
import type { Activity } from '../engine/activity/activity';
import { FACT_KIND, FACT_SEPARATOR, factKeyHash, unpackFact } from '../engine/correlate/fact-code';
import type { MatchedEvent } from '../engine/sigma/correlations/groups';
import { recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';
import { byUuid } from './conditions';

/** Matches that one look at correlation rules loads; past it the earliest are taken and `cut` says so. */
const MATCHES_MAX = 50_000;
const KEYS_PER_QUERY = 2_000;

const KIND = FACT_KIND.match;

/** Keys of the matches that these chunks brought for correlation rules, with the times that they span. */
export async function findTouchedKeys(tx: Tx, tenantId: number, chunks: readonly { id: bigint; day: string }[]): Promise<{ key: string; first: Date; last: Date }[]> {
  const days = [...new Set(chunks.map(({ day }) => day))];
  // The key is the second field of a packed match.
  return tx.$queryRaw<{ key: string; first: Date; last: Date }[]>`
    SELECT split_part(data, ${FACT_SEPARATOR}, 2) AS key, min(observed_at) AS first, max(observed_at) AS last FROM fact
    WHERE tenant_id = ${tenantId} AND received_day = ANY(${`{${days.join(',')}}`}::date[]) AND chunk_id = ANY(${`{${chunks.map(({ id }) => id).join(',')}}`}::bigint[]) AND kind = ${KIND}
    GROUP BY 1 ORDER BY 1`;
}

/** The matches kept under these keys, observed in the span. */
export async function loadMatches(tx: Tx, tenantId: number, keys: readonly string[], from: Date, to: Date): Promise<{ events: MatchedEvent[]; cut: boolean }> {
  const events: MatchedEvent[] = [];
  for (let at = 0; at < keys.length && events.length < MATCHES_MAX; at += KEYS_PER_QUERY) {
    const asked = new Set(keys.slice(at, at + KEYS_PER_QUERY));
    const rows = await tx.$queryRaw<{ day: string; chunkId: bigint; observedAt: Date; data: string }[]>`
      SELECT to_char(received_day, 'YYYY-MM-DD') AS day, chunk_id AS "chunkId", observed_at AS "observedAt", data FROM fact
      WHERE tenant_id = ${tenantId} AND kind = ${KIND} AND key_hash = ANY(${`{${[...asked].map(factKeyHash).join(',')}}`}::bigint[]) AND observed_at BETWEEN ${from} AND ${to}
      ORDER BY observed_at, received_day, chunk_id, data LIMIT ${MATCHES_MAX}`;
    for (const { day, chunkId, observedAt, data } of rows) {
      const fact = unpackFact(KIND, observedAt.getTime(), data);
      if (fact?.kind !== 'match' || !asked.has(fact.key)) continue;
      events.push({ ruleId: fact.ruleId, observedAt: fact.observedAt, fields: fact.fields, uuid: recordUuid({ receivedDay: day, chunkId, ordinal: fact.ordinal }) });
    }
  }
  return { events, cut: events.length >= MATCHES_MAX };
}

interface WithActivity { day: string; chunkId: bigint; ordinal: number; activity: Activity }

/** The activities of stored records: whole where they were detected by themselves, else as far as their segment keeps them. */
export async function loadActivities(tx: Tx, tenantId: number, uuids: readonly string[]): Promise<Map<string, Activity>> {
  if (uuids.length === 0) return new Map();
  const detected = await tx.$queryRaw<WithActivity[]>`
    SELECT to_char(d.received_day, 'YYYY-MM-DD') AS day, d.chunk_id AS "chunkId", d.ordinal, d.activity FROM detection d WHERE d.tenant_id = ${tenantId} AND ${byUuid(uuids)}`;
  const found = new Map(detected.map(({ day, chunkId, ordinal, activity }) => [recordUuid({ receivedDay: day, chunkId, ordinal }), activity]));
  for (const uuid of uuids) {
    const activity = found.has(uuid) ? undefined : await storedActivity(tx, tenantId, uuid);
    if (activity) found.set(uuid, activity);
  }
  return found;
}
