import 'server-only';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { tenantTx } from '../platform/tx';
import { explainRule } from './explain-rule';
import { ruleTextInput, type RuleProblem, type Validation } from './model';
import { parseRule } from './parse-rule';
import { splitDocuments } from './split-documents';
import { findVariables } from './store';

/** What the engine makes of a rule while it is being written: its problems by line, and what its selections ask. Stores nothing. */
export async function validateRule(ctx: Context, input: unknown): Promise<Validation> {
  requirePermission(ctx, 'rule', 'read');
  const { text } = parseInput(ruleTextInput, input);
  const variables = await tenantTx(ctx.tenantId, (tx) => findVariables(tx, ctx.tenantId));
  const documents = splitDocuments({ file: 'rule.yml', text });
  const [first] = documents;
  const { kind, info, problems } = parseRule(documents.length === 1 || !first ? { file: 'rule.yml', text, firstLine: 1 } : first, variables);
  const second = documents[1];
  const more: RuleProblem[] = second ? [{ severity: 'error', file: 'rule.yml', line: second.firstLine, column: 1, reason: 'this is more than one rule: save each by itself' }] : [];
  return { kind, info, problems: [...problems, ...more], parts: explainRule({ file: 'rule.yml', text: first?.text ?? text }, variables) };
}
