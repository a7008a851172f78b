import 'server-only';
import { asIfAlways, exceptionsInForce } from '../exceptions/exceptions-in-force';
import { countChunks, replayNextChunk, type ReplayedChunk } from '../ingest/replay-chunks';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { tenantTx } from '../platform/tx';
import { BackTestCorrelation } from './back-test-correlation';
import { backTestRules } from './back-test-rules';
import { findBackTest, finishBackTest, markRunning, NO_FINDINGS, writeProgress, type BackTestProgress, type StoredBackTest } from './back-test-store';
import { BACK_TEST_LIMITS } from './limits';
import type { BackTestFindings } from './model';
import { mergeCounts } from './merge-counts';
import { packRules } from './pack-rules';

const { sampleMax } = BACK_TEST_LIMITS;
const START: BackTestProgress = { chunksDone: 0, records: 0, matches: 0, lastSequence: 0n, findings: NO_FINDINGS };

/**
 * Does a back-test, chunk by chunk in the order of receipt, with the engine, the filters, the variables and the exceptions of live matching. What it came to is committed
 * with each chunk: another worker goes on from there. Returns when it is done, cancelled or failed; throws when it should be tried again.
 */
export async function runBackTest(ctx: Context, id: number, signal: AbortSignal): Promise<void> {
  requirePermission(ctx, 'rule', 'read');
  const { tenantId } = ctx;
  const found = await tenantTx(tenantId, (tx) => findBackTest(tx, tenantId, id));
  if (!found) return;
  try {
    await replayAll(ctx, id, found, signal);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    ctx.log.error({ err: thrown, backTest: id }, 'back-test failed');
    await tenantTx(tenantId, (tx) => finishBackTest(tx, tenantId, id, 'failed', ctx.clock.now(), 'Internal error; the log says more.'));
  }
}

async function replayAll(ctx: Context, id: number, found: StoredBackTest, signal: AbortSignal): Promise<void> {
  const { tenantId } = ctx, span = { from: found.receivedFrom, to: found.receivedTo };
  const chunksTotal = await countChunks(ctx, span);
  if (!(await tenantTx(tenantId, (tx) => markRunning(tx, tenantId, id, chunksTotal, ctx.clock.now())))) return;
  const { sources, variables } = await backTestRules(tenantId, found.detail.ruleText);
  const correlation = BackTestCorrelation.of(sources, variables);
  const rules = await packRules({ builtIn: false, without: [], sources, levels: {}, variables });
  const exceptions = asIfAlways(await exceptionsInForce(tenantId));
  const { chunksDone, records, matches, findings } = found.detail;
  // What a correlation rule remembers is not stored: with another worker it begins anew.
  let progress: BackTestProgress = correlation ? { ...START } : { chunksDone, records, matches, lastSequence: found.lastSequence, findings };
  for (;;) {
    signal.throwIfAborted();
    const chunk = await replayNextChunk(ctx, span, progress.lastSequence, { rules, exceptions, sampleMax: sampleMax - progress.findings.sample.length });
    if (!chunk) break;
    progress = correlation ? correlation.advance(progress, chunk) : advance(progress, chunk);
    if (!(await tenantTx(tenantId, (tx) => writeProgress(tx, tenantId, id, progress)))) return;
  }
  const { error, ...ended } = correlation ? correlation.finish(progress) : { ...progress, error: undefined };
  await tenantTx(tenantId, async (tx) => {
    if (await writeProgress(tx, tenantId, id, ended)) await finishBackTest(tx, tenantId, id, error === undefined ? 'done' : 'failed', ctx.clock.now(), error);
  });
}

function advance(before: BackTestProgress, chunk: ReplayedChunk): BackTestProgress {
  const { receivedDay, chunkId } = chunk;
  const endpoints = mergeCounts(before.findings.byEndpoint, chunk.byEndpoint), accounts = mergeCounts(before.findings.byAccount, chunk.byAccount), days = mergeCounts(before.findings.byDay, chunk.byDay);
  const findings: BackTestFindings = {
    sample: [...before.findings.sample, ...chunk.sample.map((ordinal) => recordUuid({ receivedDay, chunkId, ordinal }))],
    byEndpoint: endpoints.counts, byAccount: accounts.counts, byDay: days.counts, byGroup: {}, keysLeftOut: before.findings.keysLeftOut || endpoints.leftOut || accounts.leftOut || days.leftOut,
  };
  return { chunksDone: before.chunksDone + 1, records: before.records + chunk.records, matches: before.matches + chunk.matches, lastSequence: chunk.sequence, findings };
}
