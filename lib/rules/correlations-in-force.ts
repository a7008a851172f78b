import 'server-only';
import { planCorrelations, type CorrelationPlan } from '../engine/sigma/correlations/plan';
import { parseRuleFile } from '../engine/sigma/parse';
import { LEVELS, type CorrelationRule, type Level, type RuleInfo, type RuleSource } from '../engine/sigma/types';
import { LruMap } from '../platform/lru-map';
import { builtInRules } from './built-in-rules';
import { unpackRules } from './pack-rules';
import { rulesInForce } from './rules-in-force';
import type { RuleContent } from './thread-types';

const TENANTS_MAX = 64;
const BUILT_IN = 'built-in';
/** Cheap look before the parser: most rule files hold no correlation. */
const MENTION = /^correlation:/m;

const memo = globalThis as typeof globalThis & { yaguraCorrelations?: LruMap<string, readonly CorrelationRule[]> };

/** The tenant's correlation rules, with its levels, and what they refer to. `index` names the rules that there are. */
export async function correlationsInForce(tenantId: number, index: ReadonlyMap<string, RuleInfo>): Promise<CorrelationPlan> {
  const known = (memo.yaguraCorrelations ??= new LruMap(TENANTS_MAX));
  const packed = await rulesInForce(tenantId);
  const key = packed?.key ?? BUILT_IN;
  let correlations = known.get(key);
  if (!correlations) known.set(key, (correlations = await readCorrelations(packed && unpackRules(packed))));
  const ids = new Set(correlations.map(({ id }) => id));
  return planCorrelations([...index.values()].filter(({ id }) => !ids.has(id)), correlations);
}

async function readCorrelations(content: RuleContent | undefined): Promise<CorrelationRule[]> {
  const without = new Set(content?.without);
  const builtIn = content?.builtIn === false ? [] : [...(await builtInRules()).values()].filter(({ id }) => !without.has(id));
  const sources: RuleSource[] = [...builtIn, ...(content?.sources ?? [])].filter(({ text }) => MENTION.test(text));
  return sources.flatMap(({ file, text }) => parseRuleFile({ file, text }, {}).correlations).map(({ info }) => {
    const level = LEVELS.find((name): name is Level => name === content?.levels[info.id]);
    return level ? { ...info, level } : info;
  });
}
