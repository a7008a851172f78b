import { readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { systemClock } from '../platform/clock';
import type { Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { prisma } from '../platform/db';
import { requestId } from '../platform/ids';
import { log } from '../platform/log';
import { applyImport } from '../rules/apply-import';
import type { ImportSource } from '../rules/import-source';
import { listRules } from '../rules/list-rules';
import type { RuleProblem } from '../rules/model';

export interface RulesOptions { tenant: number; out: NodeJS.WritableStream }

async function context(tenantId: number): Promise<Context> {
  if ((await prisma().tenant.count({ where: { id: tenantId } })) === 0) throw new AppError('not_found', `There is no tenant ${tenantId}.`);
  return { tenantId, actor: { kind: 'job', name: 'cli' }, clock: systemClock, log, requestId: requestId() };
}

const problemLine = ({ severity, file, line, column, reason }: RuleProblem): string => `${file}:${line}:${column} ${severity}: ${reason}\n`;

/** `rules import`: a folder or a zip file, as the set `set` or one named after it. */
export async function importRules({ path, set, tenant, out }: RulesOptions & { path: string; set?: string }): Promise<void> {
  const found = await stat(path).catch((cause: unknown) => { throw new AppError('bad_request', `There is no file or folder ${path}.`, { cause }); });
  const source: ImportSource = found.isDirectory() ? { kind: 'folder', path: resolve(path) } : { kind: 'zip', bytes: new Uint8Array(await readFile(path)) };
  const { counts, problems } = await applyImport(await context(tenant), source, { set: set ?? basename(resolve(path)).replace(/\.zip$/i, '') });
  for (const problem of problems) out.write(problemLine(problem));
  const { added, updated, unchanged, removed, conflict } = counts;
  out.write(`${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed, ${conflict} in conflict (settle them in the console); ${counts.problems} problems\n`);
}

/** `rules list`: every rule of the tenant, or with `errors` what is wrong with which. */
export async function printRules({ tenant, errors, out }: RulesOptions & { errors: boolean }): Promise<void> {
  const { rules, imports } = await listRules(await context(tenant), errors ? { errors: true } : {});
  if (!errors) {
    for (const { id, level, enabled, quarantined, origin, title, author } of rules) out.write(`${id}  ${level.padEnd(13)} ${(quarantined ? 'quarantined' : enabled ? 'on' : 'off').padEnd(11)} ${origin.padEnd(8)}  ${title} by ${author || 'unknown'}\n`);
    return;
  }
  const lines = new Set([...rules.flatMap(({ problems }) => problems), ...imports.flatMap(({ problems }) => problems)].map(problemLine));
  for (const line of [...lines].sort()) out.write(line);
  out.write(`${lines.size} problems\n`);
}
