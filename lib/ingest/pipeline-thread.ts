import Piscina, { move, transferableSymbol, valueSymbol } from 'piscina';
import { CompiledRules } from '../rules/compiled-rules';
import { prepareBatch } from './prepare-batch';
import { replayChunk } from './replay-chunk';
import type { PipelineTask, PreparedBatch, ReplayAnswer, ReplayTask } from './thread-types';

/** Bundled alone and run by the thread pool: all that costs time between a body and the database happens here. */

let compiled: CompiledRules | undefined;

function rules(): CompiledRules {
  return (compiled ??= new CompiledRules((Piscina.workerData as { root: string }).root));
}

/** Answers a `PipelineAnswer`; its buffers are moved to the caller, not copied. */
export default async function run(task: PipelineTask): Promise<unknown> {
  const answer = prepareBatch(task, await rules().get(task.rules));
  return answer.ok ? move({ [transferableSymbol]: buffersOf(answer.batch), [valueSymbol]: answer } as Parameters<typeof move>[0]) : answer;
}

/** Matches what is stored with other rules, as ingest would have. */
export async function replay(task: ReplayTask): Promise<ReplayAnswer> {
  return replayChunk(task, (await rules().get(task.rules)).ruleSet);
}

function buffersOf({ sha256, blocks, spans, content, segments, copy, bulk }: PreparedBatch): ArrayBuffer[] {
  const all: Uint8Array<ArrayBuffer>[] = [
    sha256, blocks, spans, content, ...segments.flatMap(({ layout, filter, columns }) => [layout, filter, columns]), ...copy.detection, ...copy.fact, ...copy.reject, ...(bulk ? [bulk.keys, bulk.sent] : []),
  ];
  return all.map(({ buffer }) => buffer);
}
