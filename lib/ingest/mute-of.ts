import { compileExceptions } from '../engine/exceptions/compile';
import type { Muter } from '../engine/exceptions/types';
import type { PipelineOptions } from '../engine/pipeline-types';
import { LruMap } from '../platform/lru-map';
import type { PipelineTask } from './thread-types';

const TENANTS_MAX = 64;
/** Per thread: a version is compiled once. */
const compiled = new LruMap<string, Muter>(TENANTS_MAX);

/** What mutes matches of a batch; undefined when no exception can. */
export function muteOf({ exceptions, sourceId, receivedAt }: Pick<PipelineTask, 'exceptions' | 'sourceId' | 'receivedAt'>): PipelineOptions['mute'] {
  if (exceptions === undefined || exceptions.exceptions.length === 0) return undefined;
  let muter = compiled.get(exceptions.version);
  if (muter === undefined) compiled.set(exceptions.version, (muter = compileExceptions(exceptions.exceptions)));
  const mute = muter;
  return (activity, ruleId) => mute({ activity, sourceId, receivedAt }, ruleId);
}
