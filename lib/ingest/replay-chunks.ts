import 'server-only';
import { FORMATS, type Format } from '../engine/pipeline-types';
import type { ExceptionsInForce } from '../exceptions/exceptions-in-force';
import { requirePermission, type Context } from '../platform/context';
import { Prisma } from '../platform/generated/prisma/client';
import { tenantTx } from '../platform/tx';
import type { PackedRules } from '../rules/thread-types';
import { originOf } from './model';
import { replayInThread } from './thread-pool';
import type { ReplayAnswer } from './thread-types';

/** Chunks by the time of their receipt; `from` inclusive, `to` exclusive. */
export interface ReplaySpan { from: Date; to: Date }

export interface ReplayedChunk extends ReplayAnswer { sequence: bigint; receivedDay: string; chunkId: bigint }

const within = ({ from, to }: ReplaySpan): Prisma.Sql => Prisma.sql`received_day BETWEEN ${from}::date AND ${to}::date AND received_at >= ${from} AND received_at < ${to}`;

export async function countChunks(ctx: Context, span: ReplaySpan): Promise<number> {
  requirePermission(ctx, 'activity', 'read');
  const [row] = await tenantTx(ctx.tenantId, (tx) => tx.$queryRaw<{ chunks: number }[]>`SELECT count(*)::int AS chunks FROM chunk WHERE tenant_id = ${ctx.tenantId} AND ${within(span)}`);
  return row?.chunks ?? 0;
}

interface Row { sequence: bigint; day: string; id: bigint; sourceId: number; receivedAt: Date; format: string; clockSkewSeconds: number; origin: unknown; blocks: Uint8Array; content: Uint8Array<ArrayBuffer> }

/** What stored records are matched with, and how many that match are named. */
export interface Replay { rules: PackedRules; exceptions: ExceptionsInForce | undefined; sampleMax: number }

/** Matches the next stored chunk after a sequence with these rules, as it was read when it came. Undefined: there is none left. */
export async function replayNextChunk(ctx: Context, span: ReplaySpan, after: bigint, { rules, exceptions, sampleMax }: Replay): Promise<ReplayedChunk | undefined> {
  requirePermission(ctx, 'activity', 'read');
  const { tenantId } = ctx;
  const [row] = await tenantTx(tenantId, (tx) => tx.$queryRaw<Row[]>`
    SELECT sequence, to_char(received_day, 'YYYY-MM-DD') AS day, id, source_id AS "sourceId", received_at AS "receivedAt", format, clock_skew_seconds AS "clockSkewSeconds", origin, blocks, content FROM chunk
    WHERE tenant_id = ${tenantId} AND ${within(span)} AND sequence > ${after} ORDER BY sequence LIMIT 1`);
  if (!row) return undefined;
  const answer = await replayInThread({
    blocks: row.blocks, content: new Uint8Array(row.content), tenantId, chunkId: String(row.id), receivedAt: row.receivedAt.getTime(), receivedDay: row.day,
    format: FORMATS.find((known): known is Format => known === row.format) ?? 'auto', clockSkewSeconds: row.clockSkewSeconds, origin: originOf(row.origin), sourceId: row.sourceId, rules, exceptions, sampleMax,
  });
  return { ...answer, sequence: row.sequence, receivedDay: row.day, chunkId: row.id };
}
