import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { tenantTx, type Tx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { readImportSource, requireImportAllowed, type ImportSource } from './import-source';
import { IMPORT_CHANGES, type ImportChange, type ImportCounts, type ImportOptions, type RuleProblem } from './model';
import type { ParsedRule } from './parse-rule';
import { planImport, type PlannedRule } from './plan-import';
import { readRules } from './read-rules';
import { findRulesForImport, findVariables } from './store';

export interface ReadImport { incoming: ReadonlyMap<string, ParsedRule>; builtIn: ReadonlyMap<string, ParsedRule>; problems: RuleProblem[]; filesWithoutRules: number }

/** Reads and parses what is to be imported; all the work that needs no lock. */
export async function readImport(ctx: Context, source: ImportSource): Promise<ReadImport> {
  requirePermission(ctx, 'rule', 'read');
  requireImportAllowed(ctx, source);
  const { sources, problems, filesWithoutRules } = await readImportSource(source);
  const variables = await tenantTx(ctx.tenantId, (tx) => findVariables(tx, ctx.tenantId));
  const read = await readRules(sources, variables);
  return { incoming: read.rules, builtIn: await builtInRules(), problems: [...problems, ...read.problems], filesWithoutRules };
}

/** Compares what was read with what is stored now. */
export async function planStored(tx: Tx, ctx: Context, read: ReadImport, options: ImportOptions): Promise<{ planned: PlannedRule[]; counts: ImportCounts }> {
  const stored = await findRulesForImport(tx, ctx.tenantId, options.set, [...read.incoming.keys()]);
  const planned = planImport({ options, incoming: read.incoming, stored, builtIn: read.builtIn, at: ctx.clock.now() });
  const changes = Object.fromEntries(IMPORT_CHANGES.map((change) => [change, planned.filter((rule) => outcomeOf(rule) === change).length])) as Record<ImportChange, number>;
  return { planned, counts: { ...changes, problems: read.problems.length, filesWithoutRules: read.filesWithoutRules } };
}

/** What becomes of a rule; a conflict that is settled is none any more. */
function outcomeOf({ item, texts, write, delete: isDeleted }: PlannedRule): ImportChange {
  if (item.change !== 'conflict' || (!write && !isDeleted)) return item.change;
  if (isDeleted) return 'removed';
  return write?.text === texts.local ? 'unchanged' : 'updated';
}
