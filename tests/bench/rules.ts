import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleFolder } from '../../lib/cli/rule-folder';
import type { RuleSource } from '../../lib/engine/sigma/types';
import { loadPack } from '../../lib/rules/load-pack';

const SIGMA = '../shared/data/sigma';
const WINDOWS = /^\s+product:\s*['"]?windows\b/m;

export interface BenchRules {
  pack: RuleSource[];
  /** All Sigma rules for Windows that may lie beside the project; undefined when they do not. */
  windows: RuleSource[] | undefined;
  /** Those for everything else. */
  others: RuleSource[];
}

export async function readRules(root: string): Promise<BenchRules> {
  const pack = await loadPack(root);
  const folder = join(root, SIGMA);
  if (!existsSync(folder)) return { pack, windows: undefined, others: [] };
  const folders = readdirSync(folder).filter((name) => name.startsWith('rules')).sort();
  const all = (await Promise.all(folders.map((name) => readRuleFolder(join(folder, name))))).flat();
  return { pack, windows: all.filter(({ text }) => WINDOWS.test(text)), others: all.filter(({ text }) => !WINDOWS.test(text)) };
}

/** `count` rules spread evenly over all of them, so that every part of the list is in each sample. */
export function sampleOf(rules: readonly RuleSource[], count: number): RuleSource[] {
  return rules.length <= count ? [...rules] : Array.from({ length: count }, (_, i) => rules[Math.floor((i * rules.length) / count)]).filter((rule) => rule !== undefined);
}
