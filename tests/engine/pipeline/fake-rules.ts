import type { SigmaEvent } from '@/lib/engine/activity/activity';
import type { RuleInfo, RuleSet } from '@/lib/engine/sigma/types';

const rule: RuleInfo = {
  id: 'test-rule', title: 'Test rule', description: '', level: 'high', status: 'test', author: '', tactics: [], techniques: [], falsePositives: [], references: [], logSource: {}, file: 'test.yml',
};

/** A rule set of one rule that matches where `matches` says so, and reuses its answer as the contract allows. */
export function fakeRules(matches: (event: SigmaEvent) => boolean): RuleSet {
  const answer: number[] = [];
  return {
    rules: [rule],
    errors: [],
    warnings: [],
    correlations: [],
    filters: [],
    matchIds: (event) => {
      answer.length = 0;
      if (matches(event)) answer.push(0);
      return answer;
    },
    matchesAlone: (_, event) => matches(event),
    explain: () => ({ ruleId: rule.id, matched: [{ selection: 'selection', field: 'Image', value: 'x', pattern: 'x' }] }),
  };
}

export const silentRules: RuleSet = fakeRules(() => false);
