import type { RuleFacet, RuleRow, RuleState } from '@/lib/rules/model';

/** What a rule is doing, in one word: as the server counts it in its facets. */
export function ruleState(rule: Pick<RuleRow, 'kind' | 'problems' | 'quarantined' | 'enabled'>): RuleState {
  if (rule.kind === 'broken') return rule.problems.some(({ severity }) => severity === 'error') ? 'broken' : 'placeholder unset';
  if (rule.quarantined) return 'quarantined';
  return rule.enabled ? 'in force' : 'disabled';
}

/** The values that a rule has of a facet. */
export function facetValues(rule: RuleRow, facet: RuleFacet): readonly string[] {
  switch (facet) {
    case 'state': return [ruleState(rule)];
    case 'tactic': return rule.tactics;
    case 'technique': return rule.techniques;
    default: return rule[facet] === '' ? [] : [rule[facet]];
  }
}

/** What needs a look first. */
export const RULE_STATE_ORDER: readonly RuleState[] = ['broken', 'quarantined', 'placeholder unset', 'disabled', 'in force'];
