import 'server-only';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Piscina from 'piscina';
import { env } from '../platform/env';
import { AppError } from '../platform/errors';
import { rootFolder } from '../platform/paths';
import type { PipelineAnswer, PipelineTask, ReplayAnswer, ReplayTask } from './thread-types';

/** A thread that meets a body too large for it ends alone; the server stays up. */
const THREAD_HEAP_MB = 1_024;

const memo = globalThis as typeof globalThis & { yaguraPipelinePool?: Piscina<PipelineTask | ReplayTask, PipelineAnswer | ReplayAnswer> };

/** The build writes the thread beside the server; tests build their own. */
function threadFile(): string {
  const file = process.env['YAGURA_PIPELINE_THREAD'] ?? join(rootFolder(), 'dist', 'pipeline-thread.mjs');
  if (!existsSync(/* turbopackIgnore: true */ file)) throw new Error(`${file} is missing: run "npm run build"`);
  return file;
}

function pool(): Piscina<PipelineTask | ReplayTask, PipelineAnswer | ReplayAnswer> {
  return (memo.yaguraPipelinePool ??= new Piscina({
    filename: threadFile(), minThreads: 1, maxThreads: env().YAGURA_INGEST_THREADS, idleTimeout: 60_000,
    workerData: { root: rootFolder() }, resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB },
  }));
}

/** Decodes, normalises, matches and packs one body in a thread. */
export async function runInThread(task: PipelineTask): Promise<PipelineAnswer> {
  try {
    return (await pool().run(task, { transferList: [task.body.buffer] })) as PipelineAnswer;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw thrown;
    throw new AppError('too_large', 'This body needs more memory than the server gives to one. Send smaller batches.', { cause: thrown });
  }
}

/** Matches a stored chunk with other rules, in a thread. */
export async function replayInThread(task: ReplayTask): Promise<ReplayAnswer> {
  return (await pool().run(task, { name: 'replay', transferList: [task.content.buffer] })) as ReplayAnswer;
}

/** Ends the threads; for tests and for the end of a process. */
export async function closeThreads(): Promise<void> {
  await memo.yaguraPipelinePool?.destroy();
  delete memo.yaguraPipelinePool;
}
