import 'server-only';
import { compileRules } from '../engine/sigma/rule-set';
import type { RuleInfo, RuleSet } from '../engine/sigma/types';
import { rootFolder } from '../platform/paths';
import { loadPack } from './load-pack';

const memo = globalThis as typeof globalThis & { yaguraRuleSet?: Promise<RuleSet> };

/** The rules in force in this process, compiled once. */
export function activeRules(): Promise<RuleSet> {
  return (memo.yaguraRuleSet ??= loadPack(rootFolder()).then(compileRules));
}

/** Rules by id, for titles, authors and techniques. */
export async function ruleIndex(): Promise<ReadonlyMap<string, RuleInfo>> {
  const { rules } = await activeRules();
  return new Map(rules.map((r) => [r.id, r]));
}
