import { compileRules } from '../engine/sigma/rule-set';
import { LEVELS, type Level, type RuleInfo, type RuleSet, type RuleSource } from '../engine/sigma/types';
import { LruMap } from '../platform/lru-map';
import { loadPack } from './load-pack';
import { unpackRules } from './pack-rules';
import type { PackedRules, RuleContent } from './thread-types';

/** Rules as a thread holds them, with the tenant's levels. `builtIn` are the ids of those of the pack. `batches` counts how often they were used. */
export interface LoadedRules { ruleSet: RuleSet; byId: ReadonlyMap<string, RuleInfo>; builtIn: ReadonlySet<string>; batches: number }

/** Rules in all remembered sets together, about 15 KB of memory each: a few big sets, or many small ones. */
const RULES_MAX = 15_000;

/** The compiled sets of one thread. The built-in set is compiled once and shared by all tenants that changed nothing. */
export class CompiledRules {
  readonly #sets = new LruMap<string, LoadedRules>(RULES_MAX, ({ ruleSet }) => ruleSet.rules.length + 1);
  #builtIn: Promise<{ sources: RuleSource[]; loaded: LoadedRules }> | undefined;

  constructor(private readonly root: string) {}

  async get(packed: PackedRules | undefined): Promise<LoadedRules> {
    if (!packed) return (await this.#loadBuiltIn()).loaded;
    const known = this.#sets.get(packed.key);
    if (known) return known;
    const loaded = await this.#compile(unpackRules(packed));
    this.#sets.set(packed.key, loaded);
    return loaded;
  }

  async #compile({ builtIn, without, sources, levels, variables }: RuleContent): Promise<LoadedRules> {
    const left = new Set(without), pack = builtIn ? (await this.#loadBuiltIn()).loaded.builtIn : new Set<string>();
    return load(compileRules([...(builtIn ? await this.#builtInWithout(without) : []), ...sources], { variables }), levels, (id) => pack.has(id) && !left.has(id));
  }

  async #builtInWithout(without: readonly string[]): Promise<RuleSource[]> {
    const { sources, loaded } = await this.#loadBuiltIn();
    const files = new Set(without.map((id) => loaded.byId.get(id)?.file));
    return sources.filter(({ file }) => !files.has(file));
  }

  #loadBuiltIn(): Promise<{ sources: RuleSource[]; loaded: LoadedRules }> {
    return (this.#builtIn ??= loadPack(this.root).then((sources) => ({ sources, loaded: load(compileRules(sources), {}, () => true) })));
  }
}

function load(ruleSet: RuleSet, levels: RuleContent['levels'], isBuiltIn: (id: string) => boolean): LoadedRules {
  const byId = new Map(ruleSet.rules.map((rule) => {
    const level = LEVELS.find((known): known is Level => known === levels[rule.id]);
    return [rule.id, level ? { ...rule, level } : rule];
  }));
  return { ruleSet, byId, builtIn: new Set([...byId.keys()].filter(isBuiltIn)), batches: 0 };
}
