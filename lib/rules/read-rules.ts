import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { RuleSource } from '../engine/sigma/types';
import { IMPORT_LIMITS } from './limits';
import type { RuleProblem } from './model';
import { parseRule, type ParsedRule, type Variables } from './parse-rule';
import { splitDocuments } from './split-documents';

/** A server that parses thousands of rules goes on answering in between. */
const RULES_BETWEEN_YIELDS = 20;

/** Every rule of every file; broken ones too, with what is wrong with them. Of rules with one id the first counts. */
export async function readRules(sources: readonly RuleSource[], variables: Variables): Promise<{ rules: Map<string, ParsedRule>; problems: RuleProblem[] }> {
  const rules = new Map<string, ParsedRule>();
  const problems: RuleProblem[] = [];
  let parsed = 0;
  for (const document of sources.flatMap(splitDocuments)) {
    const rule = parseRule(document, variables);
    problems.push(...rule.problems);
    const first = rules.get(rule.id);
    const refuse = (reason: string): number => problems.push({ severity: 'error', file: document.file, line: document.firstLine, column: 1, ruleId: rule.id, reason });
    if (first) refuse(`the id is already used by ${first.file}`);
    else if (rules.size >= IMPORT_LIMITS.rulesMax) refuse(`an import may hold ${IMPORT_LIMITS.rulesMax} rules; this one is left out`);
    else rules.set(rule.id, rule);
    if (++parsed % RULES_BETWEEN_YIELDS === 0) await yieldToOthers();
  }
  return { rules, problems };
}
