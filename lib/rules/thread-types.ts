import type { RuleSource } from '../engine/sigma/types';
import type { RuleExcess } from './model';

/** Rules on their way to a thread: compressed once, shared and not copied; unpacked only by a thread that does not know the key. */
export interface PackedRules { key: string; bytes: Uint8Array<SharedArrayBuffer> }

/** What is packed. `without` are built-in rules by id that are off, replaced or not wanted. */
export interface RuleContent {
  builtIn: boolean;
  without: readonly string[];
  sources: readonly RuleSource[];
  levels: Readonly<Record<string, string>>;
  variables: Readonly<Record<string, readonly string[]>>;
}

/** What the rules did in one batch, as far as somebody must know. `costs` only from batches that were sampled. */
export interface RuleUse {
  excesses: (RuleExcess & { ruleId: string })[];
  costs: { ruleId: string; nanoseconds: number; events: number }[];
}
