import 'server-only';
import { randomUUID } from 'node:crypto';
import { writeAudit } from '../audit/write-audit';
import { requirePermission, type Context } from '../platform/context';
import { AppError } from '../platform/errors';
import { parseInput } from '../platform/parse';
import { tenantTx, type Tx } from '../platform/tx';
import { builtInRules } from './built-in-rules';
import { ruleTextInput, type SavedRule } from './model';
import { parseRule, type ParsedRule } from './parse-rule';
import { splitDocuments } from './split-documents';
import { bumpVersion, findRule, findVariables, forgetExcess, lockRules, writeRules, type StoredRule } from './store';

/**
 * Makes a rule, or changes one: `id` names the rule to change. A changed built-in rule becomes a copy of the tenant's own that stands before it; a changed
 * imported rule stays part of its set and keeps what was imported for comparison. Id and author stay with a rule.
 */
export async function saveOwnRule(ctx: Context, id: string | undefined, input: unknown): Promise<SavedRule> {
  requirePermission(ctx, 'rule', 'write');
  const { text } = parseInput(ruleTextInput, input);
  if (text.includes('\0')) throw new AppError('bad_request', 'The rule holds the character U+0000.');
  const { tenantId } = ctx, at = ctx.clock.now();
  const builtIn = await builtInRules();
  return tenantTx(tenantId, async (tx) => {
    await lockRules(tx, tenantId);
    const parsed = await readSound(tx, tenantId, text);
    const found = await findRule(tx, tenantId, parsed.id);
    const before = found?.deletedAt ? undefined : found;
    const original = builtIn.get(parsed.id);
    if (id !== undefined) requireSame(id, parsed, before, original);
    else if (before) throw new AppError('conflict', `There is already a rule with the id ${parsed.id}.`);
    await writeRules(tx, tenantId, [{
      ...parsed, file: before?.file ?? original?.file ?? parsed.file, origin: before?.origin ?? 'own', originSet: before?.originSet ?? '',
      upstreamText: before ? before.upstreamText : original?.text ?? null, importedAt: before?.importedAt ?? null,
    }], at);
    await forgetExcess(tx, tenantId, [parsed.id]);
    await writeAudit(tx, ctx, { action: before || original ? 'rule.changed' : 'rule.created', objectKind: 'rule', objectId: parsed.id, ...(before ? { before: { text: before.text } } : {}), after: { title: parsed.title, text: parsed.text } });
    return { id: parsed.id, problems: parsed.problems, version: String(await bumpVersion(tx, tenantId, at)) };
  });
}

async function readSound(tx: Tx, tenantId: number, text: string): Promise<ParsedRule> {
  const documents = splitDocuments({ file: 'rule.yml', text });
  if (documents.length > 1) throw new AppError('bad_request', 'This is more than one rule: save each by itself.');
  const variables = await findVariables(tx, tenantId);
  const parse = (source: string): ParsedRule => parseRule({ file: 'rule.yml', text: source, firstLine: 1 }, variables);
  const first = parse(text);
  const parsed = first.id === 'rule.yml#1' ? parse(`id: ${randomUUID()}\n${text}`) : first;
  const errors = parsed.problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { ...parsed, file: `${parsed.id}.yml`, info: { ...parsed.info, file: `${parsed.id}.yml` } };
  const lines = (first.problems.length > 0 ? first.problems : errors).map(({ line, column, reason }) => [`${line}:${column}`, reason] as const);
  throw new AppError('bad_request', lines.map(([place, reason]) => `line ${place} ${reason}`).join('; '), { fields: Object.fromEntries(lines) });
}

function requireSame(id: string, parsed: ParsedRule, before: StoredRule | undefined, original: ParsedRule | undefined): void {
  if (!before && !original && parsed.id === id) throw new AppError('not_found', `There is no rule ${id.slice(0, 100)}.`);
  if (parsed.id !== id) throw new AppError('bad_request', 'The id stays with the rule. To make another rule, save it as a new one.', { fields: { id: 'must not change' } });
  const { author } = (before ?? original)?.info ?? { author: '' };
  if (author && !parsed.info.author.includes(author)) throw new AppError('bad_request', `The author stays with the rule: ${author}. Add yourself after that.`, { fields: { author: 'must keep the author' } });
}
