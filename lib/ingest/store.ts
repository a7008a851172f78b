import 'server-only';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { appPool } from '../platform/db';
import { tenantTx } from '../platform/tx';
import type { SegmentRow } from './activity-segments';
import { COPY_COLUMNS } from './batch-rows';
import { withWriter } from './connection';
import { jsonbText } from './copy-text';
import { REPLAY_WINDOW_MS } from './limits';
import { ingestAnswerSchema, type IngestAnswer } from './model';
import { claimDocuments } from './sent-document-store';
import type { CopyPayloads, PipelineTask, PreparedBatch } from './thread-types';

/** Where a batch goes; the part of the thread's task that names its place. */
export type BatchPlace = Omit<PipelineTask, 'body' | 'envelope' | 'batchId' | 'bulk' | 'rules'>;

const NO_PARTITION = '23514';
const PARTITION_DAYS_AHEAD = 8;

const copySql = (table: keyof CopyPayloads): string => `COPY "${table}" (${COPY_COLUMNS[table].map((column) => `"${column}"`).join(', ')}) FROM STDIN (FORMAT text, NULL '')`;
const COPY_SQL: readonly (readonly [keyof CopyPayloads, string])[] = (['detection', 'fact', 'reject'] as const).map((table) => [table, copySql(table)]);

const SEGMENT_SQL = `INSERT INTO activity_segment (tenant_id, received_day, chunk_id, first_ordinal, source_id, rows, first_observed, last_observed, layout, filter, columns)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;

const CLAIM_SQL = `INSERT INTO accepted_batch (tenant_id, source_id, body_sha256, received_at, answer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

// The sequence is taken here, in the last statement: its row stays locked until commit, so a tenant's sequences become visible in order.
const CHUNK_SQL = `INSERT INTO chunk (tenant_id, received_day, id, source_id, received_at, format, clock_skew_seconds, received, stored, rejected, detections, body_bytes,
    first_observed, last_observed, families, blocks, spans, content, origin, sequence)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, next_sequence($1))`;

/** `replay`: the same bytes of the same source were accepted before. `repeats`: some of its documents were. Then nothing was stored. */
type StoreOutcome = 'stored' | 'replay' | 'repeats';

/** All of a batch in one transaction. */
export async function storeBatch(place: BatchPlace, batch: PreparedBatch, answer: IngestAnswer): Promise<StoreOutcome> {
  try {
    return await storeOnce(place, batch, answer);
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code !== NO_PARTITION) throw thrown;
    await appPool().query('SELECT ensure_partitions($1::date, $2)', [place.receivedDay, PARTITION_DAYS_AHEAD]);
    return storeOnce(place, batch, answer);
  }
}

async function storeOnce(place: BatchPlace, batch: PreparedBatch, answer: IngestAnswer): Promise<StoreOutcome> {
  return withWriter(async (client) => {
    await client.query('BEGIN');
    const claim = await client.query(CLAIM_SQL, [place.tenantId, place.sourceId, Buffer.from(batch.sha256), new Date(place.receivedAt), jsonbText(answer)]);
    if (claim.rowCount === 0) {
      await client.query('ROLLBACK');
      return 'replay';
    }
    if (batch.bulk && !(await claimDocuments(client, place, batch.bulk.keys))) {
      await client.query('ROLLBACK');
      return 'repeats';
    }
    for (const segment of batch.segments) await client.query(SEGMENT_SQL, segmentValues(place, segment));
    for (const [table, sql] of COPY_SQL) if (batch.copy[table].length > 0) await pipeline(Readable.from(batch.copy[table]), client.query(copyFrom(sql)));
    await client.query(CHUNK_SQL, chunkValues(place, batch));
    await client.query("SELECT pg_notify('yagura_ingested', $1)", [String(place.tenantId)]);
    await client.query('COMMIT');
    return 'stored';
  });
}

function segmentValues(place: BatchPlace, segment: SegmentRow): unknown[] {
  const { firstOrdinal, rows, firstObserved, lastObserved, layout, filter, columns } = segment;
  return [
    place.tenantId, place.receivedDay, place.chunkId, firstOrdinal, place.sourceId, rows, new Date(firstObserved), new Date(lastObserved),
    asBuffer(layout), asBuffer(filter), asBuffer(columns),
  ];
}

function chunkValues(place: BatchPlace, batch: PreparedBatch): unknown[] {
  const instant = (epochMs: number | undefined) => (epochMs === undefined ? null : new Date(epochMs));
  return [
    place.tenantId, place.receivedDay, place.chunkId, place.sourceId, new Date(place.receivedAt), place.format, place.clockSkewSeconds,
    batch.received, batch.stored, batch.rejectedCount, batch.detections, batch.bodyBytes, instant(batch.firstObserved), instant(batch.lastObserved),
    JSON.stringify(batch.families), asBuffer(batch.blocks), asBuffer(batch.spans), asBuffer(batch.content),
    place.origin === undefined ? null : JSON.stringify(place.origin),
  ];
}

/** The driver sends a Buffer as it is; the same memory, not a copy. */
function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The first answer to these bytes, marked as a replay and counted. Undefined when it is older than the replay window: then it is forgotten. */
export async function replayAnswer(place: BatchPlace, sha256: Uint8Array<ArrayBuffer>): Promise<IngestAnswer | undefined> {
  const where = { tenantId_sourceId_bodySha256: { tenantId: place.tenantId, sourceId: place.sourceId, bodySha256: sha256 } };
  return tenantTx(place.tenantId, async (tx) => {
    const row = await tx.acceptedBatch.findUnique({ where, select: { answer: true, receivedAt: true } });
    if (!row) return undefined;
    if (row.receivedAt.getTime() < place.receivedAt - REPLAY_WINDOW_MS) {
      await tx.acceptedBatch.delete({ where });
      return undefined;
    }
    await tx.acceptedBatch.update({ where, data: { replays: { increment: 1 } } });
    return { ...ingestAnswerSchema.parse(row.answer), duplicate: true };
  });
}
