import 'server-only';
import { z } from 'zod';
import { LEVELS } from '../engine/sigma/types';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { Prisma } from '../platform/generated/prisma/client';
import { recordUuid } from '../platform/ids';
import type { Tx } from '../platform/tx';
import { byUuid, detectionConditions, timeOf } from './conditions';
import type { DetectionFilter, StoredDetection } from './model';

const cursorShape = z.tuple([z.string(), z.string(), z.string(), z.number()]);

interface Raw extends Omit<StoredDetection, 'uuid' | 'level'> { day: string; chunkId: bigint; ordinal: number; level: number }

const COLUMNS = Prisma.sql`to_char(d.received_day, 'YYYY-MM-DD') AS day, d.chunk_id AS "chunkId", d.ordinal, d.source_id AS "sourceId", d.observed_at AS "observedAt",
  d.received_at AS "receivedAt", d.level::int AS level, d.kind, d.rule_ids AS "ruleIds", d.tactics, d.techniques, d.endpoint_name AS "endpointName",
  d.endpoint_key AS "endpointKey", d.account_name AS "accountName", d.account_key AS "accountKey", d.activity, d.matches`;

function read({ day, chunkId, ordinal, level, ...rest }: Raw): StoredDetection {
  return { ...rest, level: LEVELS[level] ?? 'informational', uuid: recordUuid({ receivedDay: day, chunkId, ordinal }) };
}

/** One page, newest first, in an order that late arrivals do not disturb; `cursor` is absent on the last page. */
export async function findDetections(tx: Tx, tenantId: number, f: DetectionFilter): Promise<{ rows: StoredDetection[]; cursor?: string }> {
  const time = timeOf(f);
  let after = Prisma.sql`TRUE`;
  if (f.cursor) {
    const [at, day, chunk, ordinal] = decodeCursor(f.cursor, cursorShape);
    after = Prisma.sql`(${time}, d.received_day, d.chunk_id, d.ordinal) < (${new Date(at)}::timestamptz, ${day}::date, ${BigInt(chunk)}::bigint, ${ordinal}::int)`;
  }
  const found = await tx.$queryRaw<Raw[]>`
    SELECT ${COLUMNS} FROM detection d WHERE ${detectionConditions(tenantId, f)} AND ${after}
    ORDER BY ${time} DESC, d.received_day DESC, d.chunk_id DESC, d.ordinal DESC LIMIT ${f.limit + 1}`;
  const page = found.slice(0, f.limit), last = page.at(-1);
  const at = (r: Raw) => (f.target === 'observed' ? r.observedAt : r.receivedAt).toISOString();
  return { rows: page.map(read), ...(found.length > f.limit && last ? { cursor: encodeCursor([at(last), last.day, String(last.chunkId), last.ordinal]) } : {}) };
}

export async function countDetections(tx: Tx, tenantId: number, f: DetectionFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM detection d WHERE ${detectionConditions(tenantId, f)}`;
  return row?.total ?? 0;
}

/** The detection that a record gave rise to, if it did. */
export async function findDetection(tx: Tx, tenantId: number, uuid: string): Promise<StoredDetection | undefined> {
  const [row] = await tx.$queryRaw<Raw[]>`SELECT ${COLUMNS} FROM detection d WHERE d.tenant_id = ${tenantId} AND ${byUuid([uuid])}`;
  return row && read(row);
}

/** How far ingest has come: what is committed later has a higher sequence. */
export async function lastSequence(tx: Tx, tenantId: number): Promise<string> {
  const row = await tx.ingestCursor.findUnique({ where: { tenantId }, select: { lastSequence: true } });
  return String(row?.lastSequence ?? 0n);
}

/** Detections of chunks that were committed after `sequence`. */
export async function countSince(tx: Tx, tenantId: number, f: DetectionFilter, sequence: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM detection d
    WHERE d.chunk_id IN (SELECT id FROM chunk WHERE tenant_id = ${tenantId} AND sequence > ${sequence} AND detections > 0) AND ${detectionConditions(tenantId, f)}`;
  return row?.total ?? 0;
}

export async function sourceNames(tx: Tx, tenantId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.source.findMany({ where: { tenantId }, select: { id: true, name: true } });
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Alerts that hold one of these signals. */
export async function alertsOfSignals(tx: Tx, tenantId: number, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.signal.findMany({ where: { tenantId, key: { in: [...keys] }, alertId: { not: null } }, select: { alertId: true }, distinct: ['alertId'], orderBy: { alertId: 'asc' } });
  return rows.flatMap((r) => (r.alertId === null ? [] : [r.alertId]));
}
