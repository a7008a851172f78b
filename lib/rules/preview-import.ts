import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import type { ImportSource } from './import-source';
import { IMPORT_LIMITS } from './limits';
import { importOptions, type ImportPreview } from './model';
import { planStored, readImport } from './prepare-import';

const TIMEOUT_MS = 60_000;

/** What an import would change, rule by rule; changes nothing. Texts are there for the conflicts first, then for updates, up to a limit. */
export async function previewImport(ctx: Context, source: ImportSource, input: unknown): Promise<ImportPreview> {
  requirePermission(ctx, 'rule', 'read');
  const options = parseInput(importOptions, input);
  const read = await readImport(ctx, source);
  const { planned, counts } = await tenantTx(ctx.tenantId, (tx) => planStored(tx, ctx, read, options), TIMEOUT_MS);
  const shown = [...planned.filter(({ item }) => item.change === 'conflict'), ...planned.filter(({ item }) => item.change === 'updated')].slice(0, IMPORT_LIMITS.textsMax);
  return {
    counts, items: planned.map(({ item }) => item), texts: Object.fromEntries(shown.map(({ item, texts }) => [item.id, texts])), problems: read.problems.slice(0, IMPORT_LIMITS.problemsMax),
  };
}
