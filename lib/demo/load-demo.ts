import 'server-only';
import { acceptBatch } from '../ingest/accept-batch';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { createSource } from '../settings/create-source';
import { demoOptions } from '../simulate/options';
import { simulate } from '../simulate/simulate';
import { batchRecords, type RecordBatch } from './batch-records';

export interface DemoProgress { state: 'none' | 'loading' | 'done' | 'failed'; sent: number; total: number }

/** Records in one body; small enough that the first alert shows while the rest is still on its way. */
const BATCH_RECORDS = 2_000;
const NONE: DemoProgress = { state: 'none', sent: 0, total: 0 };

/** Progress lives as long as the process: a demo cut off by a restart can simply be loaded again. */
const memo = globalThis as typeof globalThis & { yaguraDemo?: Map<number, DemoProgress> };
const progress = (memo.yaguraDemo ??= new Map<number, DemoProgress>());

export function demoProgress(ctx: Context): DemoProgress {
  requirePermission(ctx, 'source', 'read');
  return progress.get(ctx.tenantId) ?? NONE;
}

/** Starts to send a simulated office day with one intrusion through the ingest door, as a source of its own. Answers at once. */
export async function loadDemo(ctx: Context): Promise<DemoProgress> {
  requirePermission(ctx, 'source', 'write');
  if (progress.get(ctx.tenantId)?.state === 'loading') throw new AppError('conflict', 'The demo is being loaded already.');
  const started: DemoProgress = { state: 'loading', sent: 0, total: 0 };
  progress.set(ctx.tenantId, started);
  try {
    const source = await createSource(ctx, { name: 'Demo', product: 'file' });
    const batches = [...batchRecords(simulate(demoOptions(ctx.clock.now().getTime())), BATCH_RECORDS)];
    started.total = batches.reduce((n, b) => n + b.records.length, 0);
    void sendAll({ ...ctx, actor: { kind: 'source', id: source.id, name: source.name } }, batches, started);
  } catch (thrown) {
    progress.delete(ctx.tenantId);
    throw thrown;
  }
  return started;
}

async function sendAll(ctx: Context, batches: readonly RecordBatch[], state: DemoProgress): Promise<void> {
  try {
    for (const { format, records } of batches) {
      const body = new TextEncoder().encode(`${records.join('\n')}\n`);
      await acceptBatch(ctx, { format, readBody: async (take) => { take(body.length); return body; } });
      state.sent += records.length;
    }
    state.state = 'done';
  } catch (thrown) {
    ctx.log.error({ err: thrown }, 'the demo could not be loaded');
    state.state = 'failed';
  }
}
