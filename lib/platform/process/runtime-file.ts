import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../paths';

const schema = z.object({ pid: z.number(), url: z.string(), databaseUrl: z.string() });
/** What a running Yagura tells other commands of the same checkout: where it answers and which database it uses. */
export type Runtime = z.infer<typeof schema>;

const file = (): string => join(dataFolder(), 'runtime.json');

export function writeRuntime(runtime: Runtime): void {
  writeFileSync(`${file()}.new`, JSON.stringify(runtime), { mode: 0o600 });
  renameSync(`${file()}.new`, file());
}

export function removeRuntime(): void {
  rmSync(file(), { force: true });
}

/** The running instance of this checkout; undefined when none runs (a file left by a killed one does not count). */
export function readRuntime(): Runtime | undefined {
  if (!existsSync(file())) return undefined;
  const parsed = schema.safeParse(JSON.parse(readFileSync(file(), 'utf8')));
  if (!parsed.success) return undefined;
  try { process.kill(parsed.data.pid, 0); } catch { return undefined; }
  return parsed.data;
}
