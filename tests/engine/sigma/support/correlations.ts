import { evaluateCorrelation, type CorrelationMatch } from '../../../../lib/engine/sigma/correlations/evaluate';
import type { MatchedEvent } from '../../../../lib/engine/sigma/correlations/groups';
import { planOf, type CorrelationNode } from '../../../../lib/engine/sigma/correlations/plan';
import type { RuleSet } from '../../../../lib/engine/sigma/types';
import { compile, ruleText } from './rules';

/** Noon, far from the end of a day. */
export const NOON = Date.UTC(2026, 10, 20, 12);

const indent = (text: string): string => text.trim().split('\n').map((line) => `    ${line}`).join('\n');

export const correlationText = (id: string, section: string): string => `title: ${id}\nid: ${id}\nname: ${id}-name\nlevel: high\ncorrelation:\n${indent(section)}\n`;

/** Rules with these ids, of which each matches a field `is` with its own id as value, and these correlation rules. */
export function rulesWith(baseIds: readonly string[], correlations: Readonly<Record<string, string>>): RuleSet {
  const bases = baseIds.map((id) => ruleText(`s:\n    is: '${id}'\ncondition: s`, id, `name: ${id}-name\n`));
  return compile(...bases, ...Object.entries(correlations).map(([id, section]) => correlationText(id, section)));
}

export function nodeOf(rules: RuleSet, id: string): CorrelationNode {
  const plan = planOf(rules);
  const node = plan.nodes.find(({ rule }) => rule.id === id);
  if (!node) throw new Error(`no such correlation: ${JSON.stringify([...rules.errors, ...plan.problems])}`);
  return node;
}

/** Matches of one correlation `c` over base rules `a`, `b`, `d`. */
export function evaluate(section: string, events: readonly MatchedEvent[]): CorrelationMatch[] {
  return evaluateCorrelation(nodeOf(rulesWith(['a', 'b', 'd'], { c: section }), 'c'), events);
}

/** A match of rule `ruleId`, `seconds` after noon. */
export function match(ruleId: string, seconds: number, fields: Readonly<Record<string, string>> = {}, uuid = `${ruleId}@${seconds}${JSON.stringify(fields)}`): MatchedEvent {
  return { ruleId, observedAt: NOON + seconds * 1000, uuid, fields };
}
