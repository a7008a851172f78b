import 'server-only';
import { utcDay } from '../platform/clock';
import type { Context } from '../platform/context';
import { env } from '../platform/env';
import { AppError } from '../platform/errors';
import { recordUuid } from '../platform/ids';
import { recordRuleUse } from '../rules/record-rule-use';
import { rulesInForce } from '../rules/rules-in-force';
import type { Format } from '../engine/pipeline-types';
import { Admission } from './admission';
import { nextChunkId } from './chunk-ids';
import { orBusy } from './database-gone';
import type { IngestAnswer } from './model';
import { replayAnswer, storeBatch, type BatchPlace } from './store';
import { runInThread } from './thread-pool';
import type { PreparedBatch } from './thread-types';
import { sourceClockSkewSeconds } from './token-store';

/** Per thread, one at work and some that wait. */
const BATCHES_PER_THREAD = 4;

/** One count for all routes of a process, which may each have their own copy of this module. */
const memo = globalThis as typeof globalThis & { yaguraAdmission?: Admission };

interface BatchInput {
  format: Format;
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
    const body = await input.readBody(take);
    const receivedAt = ctx.clock.now();
    const place: BatchPlace = {
      tenantId, sourceId: actor.id, format: input.format, receivedAt: receivedAt.getTime(), receivedDay: utcDay(receivedAt),
      clockSkewSeconds: input.clockSkewSeconds ?? (await orBusy(() => sourceClockSkewSeconds(tenantId, actor.id))),
      chunkId: String(await orBusy(nextChunkId)),
    };
    const answer = await runInThread({ ...place, body, rules: await orBusy(() => rulesInForce(tenantId)) });
    if (!answer.ok) throw new AppError(answer.refusal.code, answer.refusal.message);
    const stored = await orBusy(() => storeOrReplay(place, answer.batch));
    await noteRuleUse(ctx, answer.batch);
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

async function storeOrReplay(place: BatchPlace, batch: PreparedBatch): Promise<IngestAnswer> {
  const { received, stored, rejected, rejectedCount } = batch;
  const answer: IngestAnswer = { received, stored, duplicate: false, rejected, rejectedCount, chunk: chunkName(place) };
  for (;;) {
    if (await storeBatch(place, batch, answer)) return answer;
    const before = await replayAnswer(place, batch.sha256);
    if (before) return before;
  }
}

/** A chunk's public name: the address of its first record. */
function chunkName({ receivedDay, chunkId }: BatchPlace): string {
  return recordUuid({ receivedDay, chunkId: BigInt(chunkId), ordinal: 0 });
}
