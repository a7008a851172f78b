import 'server-only';
import type { Activity } from '../engine/activity/activity';
import { FIELD_CATALOGUE } from '../engine/activity/catalogue';
import type { MatchFact } from '../engine/correlate/types';
import type { MatchedEvent } from '../engine/sigma/correlations/groups';
import { Prisma } from '../platform/generated/prisma/client';
import { recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';
import { findActivityRow, findDetection } from './store';

/** Matches that one look at correlation rules loads; past it the earliest are taken and `cut` says so. */
const MATCHES_MAX = 50_000;
const KEYS_PER_QUERY = 2_000;

/** Keys of the matches that these chunks brought for correlation rules, with the times that they span. */
export async function findTouchedKeys(tx: Tx, tenantId: number, chunkIds: readonly bigint[]): Promise<{ key: string; first: Date; last: Date }[]> {
  return tx.$queryRaw<{ key: string; first: Date; last: Date }[]>`
    SELECT key, min(observed_at) AS first, max(observed_at) AS last FROM fact
    WHERE tenant_id = ${tenantId} AND chunk_id = ANY(${[...chunkIds]}) AND kind = 'match' GROUP BY key ORDER BY key`;
}

/** The matches kept under these keys, observed in the span. */
export async function loadMatches(tx: Tx, tenantId: number, keys: readonly string[], from: Date, to: Date): Promise<{ events: MatchedEvent[]; cut: boolean }> {
  const events: MatchedEvent[] = [];
  for (let at = 0; at < keys.length && events.length < MATCHES_MAX; at += KEYS_PER_QUERY) {
    const rows = await tx.$queryRaw<{ day: string; chunkId: bigint; data: MatchFact }[]>`
      SELECT to_char(received_day, 'YYYY-MM-DD') AS day, chunk_id AS "chunkId", data FROM fact
      WHERE tenant_id = ${tenantId} AND kind = 'match' AND key IN (${Prisma.join(keys.slice(at, at + KEYS_PER_QUERY))}) AND observed_at BETWEEN ${from} AND ${to}
      ORDER BY observed_at LIMIT ${MATCHES_MAX}`;
    for (const { day, chunkId, data } of rows) {
      events.push({ ruleId: data.ruleId, observedAt: data.observedAt, fields: data.fields, uuid: recordUuid({ receivedDay: day, chunkId, ordinal: data.ordinal }) });
    }
  }
  return { events, cut: events.length >= MATCHES_MAX };
}

/** The activity of a stored record: whole when it was detected by itself, else as far as its table keeps it. */
export async function loadActivity(tx: Tx, tenantId: number, uuid: string): Promise<Activity | undefined> {
  const detection = await findDetection(tx, tenantId, uuid);
  if (detection) return detection.activity;
  const row: Readonly<Record<string, unknown>> | undefined = await findActivityRow(tx, tenantId, uuid);
  if (!row) return undefined;
  const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : typeof value === 'bigint' ? Number(value) : value);
  const stored = FIELD_CATALOGUE.flatMap(({ property }) => {
    const value = plain(row[property]);
    return value === null || value === undefined ? [] : [[property, value] as const];
  });
  return { timeSource: 'record', ...Object.fromEntries(stored) } as Activity;
}
