import 'server-only';
import { countChunks, replayNextChunk, type ReplayedChunk } from '../ingest/replay-chunks';
import { requirePermission, type Context } from '../platform/context';
import { recordUuid } from '../platform/ids';
import { tenantTx } from '../platform/tx';
import { findBackTest, finishBackTest, markRunning, writeProgress, type BackTestProgress, type StoredBackTest } from './back-test-store';
import { isEnabled } from './is-enabled';
import { BACK_TEST_LIMITS } from './limits';
import type { BackTestFindings } from './model';
import { packRules } from './pack-rules';
import { findOverlays, findSoundRules, findVariables } from './store';
import { storableText } from './storable-text';
import type { PackedRules } from './thread-types';

const { keysCountedMax, sampleMax } = BACK_TEST_LIMITS;
const KEY_CHARS_MAX = 400;

/**
 * Does a back-test, chunk by chunk in the order of receipt, with the engine, the filters and the variables of live matching. What it came to is committed
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
  const rules = await rulesOf(tenantId, found.detail.ruleText);
  const { chunksDone, records, matches, findings } = found.detail;
  let progress: BackTestProgress = { chunksDone, records, matches, lastSequence: found.lastSequence, findings };
  for (;;) {
    signal.throwIfAborted();
    const chunk = await replayNextChunk(ctx, span, progress.lastSequence, rules, sampleMax - progress.findings.sample.length);
    if (!chunk) break;
    progress = advance(progress, chunk);
    if (!(await tenantTx(tenantId, (tx) => writeProgress(tx, tenantId, id, progress)))) return;
  }
  await tenantTx(tenantId, (tx) => finishBackTest(tx, tenantId, id, 'done', ctx.clock.now()));
}

/** The one rule, and the tenant's filters, which take from it what they take live. */
async function rulesOf(tenantId: number, text: string): Promise<PackedRules> {
  return tenantTx(tenantId, async (tx) => {
    const overlays = new Map((await findOverlays(tx, tenantId)).map((overlay) => [overlay.ruleId, overlay]));
    const filters = (await findSoundRules(tx, tenantId)).filter(({ kind, id, status }) => kind === 'filter' && isEnabled(status, overlays.get(id)));
    const sources = [{ file: 'rule.yml', text }, ...filters.map((filter) => ({ file: filter.file, text: filter.text }))];
    return packRules({ builtIn: false, without: [], sources, levels: {}, variables: await findVariables(tx, tenantId) });
  });
}

function advance(before: BackTestProgress, chunk: ReplayedChunk): BackTestProgress {
  const { receivedDay, chunkId } = chunk;
  const endpoints = merge(before.findings.byEndpoint, chunk.byEndpoint), accounts = merge(before.findings.byAccount, chunk.byAccount), days = merge(before.findings.byDay, chunk.byDay);
  const findings: BackTestFindings = {
    sample: [...before.findings.sample, ...chunk.sample.map((ordinal) => recordUuid({ receivedDay, chunkId, ordinal }))],
    byEndpoint: endpoints.counts, byAccount: accounts.counts, byDay: days.counts, keysLeftOut: before.findings.keysLeftOut || endpoints.leftOut || accounts.leftOut || days.leftOut,
  };
  return { chunksDone: before.chunksDone + 1, records: before.records + chunk.records, matches: before.matches + chunk.matches, lastSequence: chunk.sequence, findings };
}

function merge(before: Readonly<Record<string, number>>, more: ReadonlyMap<string, number>): { counts: Record<string, number>; leftOut: boolean } {
  const counts = new Map(Object.entries(before));
  let leftOut = false;
  for (const [key, count] of more) {
    const storable = storableText(key, KEY_CHARS_MAX);
    if (counts.has(storable) || counts.size < keysCountedMax) counts.set(storable, (counts.get(storable) ?? 0) + count);
    else leftOut = true;
  }
  return { counts: Object.fromEntries(counts), leftOut };
}
