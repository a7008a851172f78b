import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { writeAudit } from '../audit/write-audit';
import type { Format } from '../engine/pipeline-types';
import { requirePermission, type Context } from '../platform/context';
import { decodeCursor, encodeCursor } from '../platform/cursor';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx, type Tx } from '../platform/tx';
import { acceptBatch } from './accept-batch';
import { findChunk, readSpan, type ChunkHead } from './chunk-store';
import type { ReplayStep } from './model';
import { isReadable, joinRecords, replayFormat } from './replay-readable';
import { claimRejects, findClaimed, findOpenRejects, findUnfinished, finishReplay, type RejectAfter, type RejectPlace } from './replay-store';
import { sourceClockSkewSeconds } from './token-store';

/** One step: small enough for a request, and for a person who wants to stop. */
const STEP = { rejects: 500, bytes: 8 * 1024 * 1024 } as const;
/** A replay that has not finished after this long was interrupted. */
const INTERRUPTED_AFTER_MS = 120_000;

const input = z.strictObject({ sourceId: z.coerce.number().int().positive(), after: z.string().max(400).nullish() });
const cursorShape = z.tuple([z.iso.date(), z.string().regex(/^\d{1,19}$/), z.number().int()]);
const START: RejectAfter = { receivedDay: '0001-01-01', chunkId: 0n, index: -1 };

interface Replay { id: string; sourceId: number; sourceName: string; format: Format; body: Uint8Array<ArrayBuffer>; records: number }

/**
 * Reads the next rejects of a source once more, from their stored originals, and stores those that can be understood now. Each is stored at most once: it is
 * claimed before, and a step that was interrupted between the two is finished by the next one with the same bytes and the same name.
 */
export async function replayRejects(ctx: Context, asked: unknown): Promise<ReplayStep> {
  requirePermission(ctx, 'source', 'write');
  const { sourceId, after } = parseInput(input, asked);
  const source = await tenantTx(ctx.tenantId, (tx) => tx.source.findUnique({ where: { tenantId_id: { tenantId: ctx.tenantId, id: sourceId }, retiredAt: null }, select: { name: true } }));
  if (!source) throw new AppError('not_found', 'There is no such source.');
  await finishInterrupted(ctx, sourceId, source.name);
  const { replay, tried, next } = await claimNext(ctx, sourceId, source.name, cursorOf(after));
  if (replay) await store(ctx, replay);
  return { tried, stored: replay?.records ?? 0, next };
}

function cursorOf(after: string | null | undefined): RejectAfter {
  if (!after) return START;
  const [receivedDay, chunkId, index] = decodeCursor(after, cursorShape);
  return { receivedDay, chunkId: BigInt(chunkId), index };
}

async function claimNext(ctx: Context, sourceId: number, sourceName: string, after: RejectAfter): Promise<{ replay: Replay | undefined; tried: number; next: string | null }> {
  const { tenantId } = ctx, at = ctx.clock.now(), skew = await sourceClockSkewSeconds(tenantId, sourceId);
  return tenantTx(tenantId, async (tx) => {
    const open = await findOpenRejects(tx, tenantId, sourceId, after, STEP.rejects);
    const [first] = open, last = sameFormat(open);
    if (!first || !last) return { replay: undefined, tried: 0, next: null };
    const tried = open.slice(0, open.indexOf(last) + 1), format = replayFormat(first.format);
    const originals = await readOriginals(tx, tenantId, tried);
    const readable = tried.flatMap((place, n) => {
      const bytes = originals[n];
      return bytes && isReadable(bytes, format, skew, place.receivedAt.getTime()) ? [{ place, bytes }] : [];
    });
    const replay: Replay = { id: randomUUID(), sourceId, sourceName, format, body: joinRecords(readable.map(({ bytes }) => bytes), format), records: readable.length };
    const next = open.length === STEP.rejects || tried.length < open.length ? encodeCursor([last.receivedDay, String(last.chunkId), last.index]) : null;
    if (readable.length === 0) return { replay: undefined, tried: tried.length, next };
    if (!(await claimRejects(tx, tenantId, { sourceId, replayId: replay.id, format, at }, readable.map(({ place }) => place)))) throw new AppError('conflict', 'Somebody else is reading these rejects again just now.');
    await writeAudit(tx, ctx, { action: 'source.rejects_replayed', objectKind: 'source', objectId: String(sourceId), after: { replay: replay.id, tried: tried.length, stored: readable.length } });
    return { replay, tried: tried.length, next };
  }, 60_000);
}

/** The last of the leading rejects that are of one format and together not too large. */
function sameFormat(open: readonly RejectPlace[]): RejectPlace | undefined {
  let bytes = 0, last: RejectPlace | undefined;
  for (const place of open) {
    bytes += place.endByte - place.startByte;
    if (place.format !== open[0]?.format || (last && bytes > STEP.bytes)) break;
    last = place;
  }
  return last;
}

async function readOriginals(tx: Tx, tenantId: number, places: readonly RejectPlace[]): Promise<(Uint8Array | undefined)[]> {
  const heads = new Map<bigint, ChunkHead | undefined>(), originals: (Uint8Array | undefined)[] = [];
  for (const place of places) {
    if (!heads.has(place.chunkId)) heads.set(place.chunkId, await findChunk(tx, tenantId, place));
    const head = heads.get(place.chunkId);
    originals.push(head && (await readSpan(tx, tenantId, place, head, { start: place.startByte, end: place.endByte })));
  }
  return originals;
}

/** The name of the replay makes its batch different from every other; the same name and bytes again are answered, not stored. */
async function store(ctx: Context, { id, sourceId, sourceName, format, body }: Replay): Promise<void> {
  const asSource: Context = { ...ctx, actor: { kind: 'source', id: sourceId, name: sourceName } };
  const answer = await acceptBatch(asSource, { format, batchId: `replay ${id}`, readBody: async (take) => { take(body.length); return body.slice(); } });
  await tenantTx(ctx.tenantId, (tx) => finishReplay(tx, ctx.tenantId, id, ctx.clock.now(), answer.chunk));
}

async function finishInterrupted(ctx: Context, sourceId: number, sourceName: string): Promise<void> {
  const { tenantId } = ctx;
  for (;;) {
    const replay = await tenantTx(tenantId, async (tx): Promise<Replay | undefined> => {
      const found = await findUnfinished(tx, tenantId, sourceId, new Date(ctx.clock.now().getTime() - INTERRUPTED_AFTER_MS));
      if (!found) return undefined;
      const records = (await readOriginals(tx, tenantId, await findClaimed(tx, tenantId, found.replayId))).filter((bytes) => bytes !== undefined);
      const format = replayFormat(found.format);
      return { id: found.replayId, sourceId, sourceName, format, body: joinRecords(records, format), records: records.length };
    }, 60_000);
    if (!replay) return;
    if (replay.records > 0) await store(ctx, replay);
    else await tenantTx(tenantId, (tx) => finishReplay(tx, tenantId, replay.id, ctx.clock.now(), ''));
  }
}
