import type { ImportChange, ImportItem, ImportOptions, ImportTexts } from './model';
import type { ParsedRule } from './parse-rule';
import type { RuleWrite, StoredRule } from './store';

interface Input { options: ImportOptions; incoming: ReadonlyMap<string, ParsedRule>; stored: readonly StoredRule[]; builtIn: ReadonlyMap<string, unknown>; at: Date }
export interface PlannedRule { item: ImportItem; texts: ImportTexts; write?: RuleWrite; delete?: true }

/**
 * The three-way comparison of every rule: what was imported last, what upstream says now, what stands here. Only what upstream changed and nobody edited is
 * taken by itself; a conflict waits until somebody settles it. Pure.
 */
export function planImport(input: Input): PlannedRule[] {
  const stored = new Map(input.stored.map((rule) => [rule.id, rule]));
  const planned = [...input.incoming.values()].map((rule) => planIncoming(rule, stored.get(rule.id), input));
  const missing = input.stored.filter((rule) => rule.origin === 'imported' && rule.originSet === input.options.set && rule.deletedAt === null && !input.incoming.has(rule.id));
  return [...planned, ...missing.map((rule) => planMissing(rule, input.options))];
}

function planIncoming(rule: ParsedRule, found: StoredRule | undefined, { options, builtIn, at }: Input): PlannedRule {
  const before = found?.deletedAt === null ? found : undefined;
  const replacesBuiltIn = builtIn.has(rule.id);
  const item = (change: ImportChange, edited = false): ImportItem => ({ id: rule.id, title: rule.title, file: rule.file, change, edited, replacesBuiltIn });
  const texts = { upstreamOld: before?.upstreamText ?? null, upstreamNew: rule.text, local: before?.text ?? null };
  const take: RuleWrite = { ...rule, origin: 'imported', originSet: options.set, upstreamText: rule.text, importedAt: at };
  if (!before) return { item: item('added'), texts, write: take };
  const isOurs = before.origin === 'imported' && before.originSet === options.set;
  const edited = before.text !== before.upstreamText;
  const choice = Object.hasOwn(options.resolve, rule.id) ? options.resolve[rule.id] : undefined;
  if (!isOurs) {
    const conflict: PlannedRule = { item: { ...item('conflict', edited), reason: before.origin === 'own' ? 'own' : 'other-set' }, texts };
    return choice === 'take' ? { ...conflict, write: take } : conflict;
  }
  const isMoved = before.file !== rule.file || before.firstLine !== rule.firstLine;
  const keep: RuleWrite = { ...before, file: rule.file, firstLine: rule.firstLine, upstreamText: rule.text, importedAt: at };
  // The same text may be read differently by a newer engine or with other variables.
  const isReadAnew = !edited && before.kind !== rule.kind;
  if (before.upstreamText === rule.text) return { item: item('unchanged', edited), texts, ...(isReadAnew ? { write: take } : isMoved ? { write: keep } : {}) };
  if (!edited || before.text === rule.text) return { item: item('updated'), texts, write: take };
  return { item: { ...item('conflict', true), reason: 'edited' }, texts, ...(choice === 'take' ? { write: take } : choice === 'keep' ? { write: keep } : {}) };
}

function planMissing(rule: StoredRule, options: ImportOptions): PlannedRule {
  const edited = rule.text !== rule.upstreamText;
  const texts = { upstreamOld: rule.upstreamText, upstreamNew: null, local: rule.text };
  const item: ImportItem = { id: rule.id, title: rule.title, file: rule.file, change: edited ? 'conflict' : 'removed', edited, replacesBuiltIn: false, ...(edited ? { reason: 'edited-and-removed' } : {}) };
  const choice = Object.hasOwn(options.resolve, rule.id) ? options.resolve[rule.id] : undefined;
  if (!edited) return { item, texts, ...(options.removeMissing ? { delete: true } : {}) };
  // Kept, an edited rule that upstream dropped is the tenant's own from now on.
  return { item, texts, ...(choice === 'take' ? { delete: true } : choice === 'keep' ? { write: { ...rule, origin: 'own', originSet: '', upstreamText: null, importedAt: null } } : {}) };
}
