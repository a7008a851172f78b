import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RuleSource } from '../engine/sigma/types';

/** Where the built-in rules lie below the project's root; each `<name>.yml` has its test events beside it in `<name>.events.yml`. */
export const PACK_FOLDER = 'lib/rules/pack';
const EVENTS_SUFFIX = '.events.yml';

/** Reads all built-in rules, sorted by file, so that every process has them in the same order. `file` is relative to the pack. */
export async function loadPack(root: string): Promise<RuleSource[]> {
  const folder = join(root, PACK_FOLDER);
  const entries = await readdir(folder, { recursive: true });
  const files = entries.map((entry) => entry.replaceAll('\\', '/')).filter((file) => file.endsWith('.yml') && !file.endsWith(EVENTS_SUFFIX));
  files.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })));
}
