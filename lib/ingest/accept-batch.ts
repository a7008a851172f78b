import 'server-only';
import { utcDay } from '../platform/clock';
import type { Context } from '../platform/context';
import { env } from '../platform/env';
import { AppError } from '../platform/errors';
import { recordUuid } from '../platform/ids';
import { exceptionsInForce } from '../exceptions/exceptions-in-force';
import { recordRuleUse } from '../rules/record-rule-use';
import { rulesInForce } from '../rules/rules-in-force';
import type { RecordOrigin } from '../engine/decode/types';
import type { Format } from '../engine/pipeline-types';
import { requireRoom } from '../storage/require-room';
import { Admission } from './admission';
import { nextChunkId } from './chunk-ids';
import { orBusy } from './database-gone';
import type { IngestAnswer } from './model';
import { replayAnswer, storeBatch, type BatchPlace } from './store';
import { runInThread } from './thread-pool';
import type { Envelope, PreparedBatch } from './thread-types';
import { knownDocuments } from './sent-document-store';
import { sourceClockSkewSeconds } from './token-store';

/** Per thread, one at work and some that wait. */
const BATCHES_PER_THREAD = 4;

/** One count for all routes of a process, which may each have their own copy of this module. */
const memo = globalThis as typeof globalThis & { yaguraAdmission?: Admission };

interface BatchInput {
  format: Format;
  envelope?: Envelope;
  /** The batch's own identity beside its bytes: given, only the same id with the same bytes is a replay. */
  batchId?: string;
  /** What the sender said of all records beside them. */
  origin?: RecordOrigin | undefined;
  /** Of bodies in the format `bulk`: the index of actions that name none. */
  bulkIndex?: string;
  /** Told what a body came to before it is stored. */
  onPrepared?: (batch: PreparedBatch) => void;
  /** Absent: the source's setting. */
  clockSkewSeconds?: number | undefined;
  /** Reads the body once there is room for it; `take` is told each piece's size. */
  readBody: (take: (bytes: number) => void) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Stores what a source sent, whole or not at all, and answers only after commit. The same bytes again get the first answer and are not stored again. */
export async function acceptBatch(ctx: Context, input: BatchInput): Promise<IngestAnswer> {
  const { actor, tenantId } = ctx;
  if (actor.kind !== 'source') throw new AppError('forbidden', 'Only a source may send records.');
  const admission = (memo.yaguraAdmission ??= new Admission(env().YAGURA_INGEST_THREADS * BATCHES_PER_THREAD));
  return admission.run(async (take) => {
    await requireRoom();
    const body = await input.readBody(take);
    const receivedAt = ctx.clock.now();
    const place: BatchPlace = {
      tenantId, sourceId: actor.id, format: input.format, receivedAt: receivedAt.getTime(), receivedDay: utcDay(receivedAt),
      clockSkewSeconds: input.clockSkewSeconds ?? (await orBusy(() => sourceClockSkewSeconds(tenantId, actor.id))),
      chunkId: String(await orBusy(nextChunkId)), ...(input.origin ? { origin: input.origin } : {}),
    };
    const task = { ...place, envelope: input.envelope, batchId: input.batchId, rules: await orBusy(() => rulesInForce(tenantId)), exceptions: await orBusy(() => exceptionsInForce(tenantId)) };
    const prepare: Prepare = async (bytes, repeated) => {
      const answer = await runInThread({ ...task, body: bytes, ...(input.bulkIndex === undefined ? {} : { bulk: { index: input.bulkIndex, repeated } }) });
      if (!answer.ok) throw new AppError(answer.refusal.code, answer.refusal.message);
      input.onPrepared?.(answer.batch);
      return answer.batch;
    };
    const batch = await prepare(body, []);
    const stored = await orBusy(() => storeOrReplay(place, batch, prepare));
    await noteRuleUse(ctx, batch);
    return stored;
  });
}

/** The batch is stored and will be acknowledged, whatever becomes of this note; the next batch makes it again. */
async function noteRuleUse(ctx: Context, { ruleUse }: PreparedBatch): Promise<void> {
  if (ruleUse.excesses.length === 0 && ruleUse.costs.length === 0) return;
  try {
    await recordRuleUse({ ...ctx, actor: { kind: 'job', name: 'ingest' } }, ruleUse);
  } catch (thrown) {
    ctx.log.warn({ err: thrown }, 'what the rules cost could not be written down');
  }
}

/** A body as finished rows, without the documents that turned out to be repeated. */
type Prepare = (body: Uint8Array<ArrayBuffer>, repeated: readonly number[]) => Promise<PreparedBatch>;

async function storeOrReplay(place: BatchPlace, prepared: PreparedBatch, prepare: Prepare): Promise<IngestAnswer> {
  for (let batch = prepared;;) {
    const answer = answerOf(place, batch);
    const outcome = await storeBatch(place, batch, answer);
    if (outcome === 'stored') return answer;
    const before = outcome === 'replay' ? await replayAnswer(place, batch.sha256) : undefined;
    if (before) return before;
    if (outcome === 'repeats' && batch.bulk) {
      const { keyed, keys, repeated, sent } = batch.bulk;
      const known = (await knownDocuments(place, keys)).flatMap((at) => keyed[at] ?? []);
      batch = await prepare(sent, [...repeated, ...known]);
    }
  }
}

function answerOf(place: BatchPlace, { received, stored, rejected, rejectedCount, bulk }: PreparedBatch): IngestAnswer {
  const answer: IngestAnswer = { received, stored, duplicate: false, rejected, rejectedCount, chunk: chunkName(place) };
  return bulk && bulk.repeated.length > 0 ? { ...answer, repeated: bulk.repeated } : answer;
}

/** A chunk's public name: the address of its first record. */
function chunkName({ receivedDay, chunkId }: BatchPlace): string {
  return recordUuid({ receivedDay, chunkId: BigInt(chunkId), ordinal: 0 });
}
