import Piscina, { move, transferableSymbol, valueSymbol } from 'piscina';
import { compileRules } from '../engine/sigma/rule-set';
import { loadPack } from '../rules/load-pack';
import { prepareBatch, type LoadedRules } from './prepare-batch';
import type { PipelineTask, PreparedBatch } from './thread-types';

/** Bundled alone and run by the thread pool: all that costs time between a body and the database happens here. */

async function loadRules(root: string): Promise<LoadedRules> {
  const ruleSet = compileRules(await loadPack(root));
  return { ruleSet, byId: new Map(ruleSet.rules.map((rule) => [rule.id, rule])) };
}

let rules: Promise<LoadedRules> | undefined;

/** Answers a `PipelineAnswer`; its buffers are moved to the caller, not copied. */
export default async function run(task: PipelineTask): Promise<unknown> {
  const { root } = Piscina.workerData as { root: string };
  const answer = prepareBatch(task, await (rules ??= loadRules(root)));
  return answer.ok ? move({ [transferableSymbol]: buffersOf(answer.batch), [valueSymbol]: answer } as Parameters<typeof move>[0]) : answer;
}

function buffersOf({ sha256, blocks, spans, content, copy }: PreparedBatch): ArrayBuffer[] {
  const all: Uint8Array<ArrayBuffer>[] = [sha256, blocks, spans, content, ...copy.activity, ...copy.detection, ...copy.fact, ...copy.reject];
  return all.map(({ buffer }) => buffer);
}
