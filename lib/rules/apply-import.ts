import 'server-only';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import type { ImportSource } from './import-source';
import { IMPORT_LIMITS } from './limits';
import { importOptions, type ImportResult } from './model';
import { planStored, readImport } from './prepare-import';
import { bumpVersion, findVersion, forgetExcess, lockRules, markDeleted, writeImport, writeRules } from './store';

const TIMEOUT_MS = 120_000;

/**
 * Imports a set of rules, all in one transaction. What the tenant decided about a rule stays; edited rules stay until their conflict is settled; a broken
 * rule is kept with its problems and stops nothing.
 */
export async function applyImport(ctx: Context, source: ImportSource, input: unknown): Promise<ImportResult> {
  requirePermission(ctx, 'rule', 'write');
  const options = parseInput(importOptions, input);
  const read = await readImport(ctx, source);
  const problems = read.problems.slice(0, IMPORT_LIMITS.problemsMax);
  const { tenantId } = ctx, at = ctx.clock.now();
  return tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const { planned, counts } = await planStored(tx, ctx, read, options);
    const writes = planned.flatMap(({ write }) => write ?? []);
    const deletes = planned.flatMap(({ item, delete: isDeleted }) => (isDeleted ? [item.id] : []));
    await writeRules(tx, tenantId, writes, at);
    await markDeleted(tx, tenantId, deletes, at);
    await forgetExcess(tx, tenantId, planned.flatMap(({ item, write, texts }) => (write && write.text !== texts.local ? [item.id] : [])));
    await writeImport(tx, tenantId, options.set, counts, problems, at);
    await writeAudit(tx, ctx, { action: 'rule.imported', objectKind: 'rule', objectId: options.set, after: { from: source.kind === 'folder' ? source.path : 'zip', ...counts } });
    const version = writes.length + deletes.length > 0 ? await bumpVersion(tx, tenantId, at) : await findVersion(tx, tenantId);
    return { counts, problems, version: String(version) };
  }, TIMEOUT_MS);
}
