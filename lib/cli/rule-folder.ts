import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleSource } from '../engine/sigma/types';

const RULE_FILE = /\.ya?ml$/i;
const SIGMA_SECTION = /^(?:detection|correlation|filter)\s*:/m;

/** All Sigma rule files below a folder (or the one file named), sorted; YAML files that hold no rule are left out. */
export async function readRuleFolder(path: string): Promise<RuleSource[]> {
  if ((await stat(path)).isFile()) return [{ file: path, text: await readFile(path, 'utf8') }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && RULE_FILE.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
  const sources: RuleSource[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8');
    if (SIGMA_SECTION.test(text)) sources.push({ file, text });
  }
  return sources;
}
