import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PACK_FOLDER } from './load-pack';

const event = z.union([z.string(), z.record(z.string(), z.unknown())]);
const eventsFile = z.object({ positive: z.array(event), negative: z.array(event) });

/** The events that a built-in rule is tested with, as text of records. */
export async function packEvents(root: string, ruleFile: string): Promise<{ positive: boolean; event: string }[]> {
  const file = join(root, PACK_FOLDER, ruleFile.replace(/\.yml$/, '.events.yml'));
  if (!existsSync(file)) return [];
  const { positive, negative } = eventsFile.parse(parse(await readFile(file, 'utf8')));
  const text = (value: z.infer<typeof event>): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return [...positive.map((e) => ({ positive: true, event: text(e) })), ...negative.map((e) => ({ positive: false, event: text(e) }))];
}
