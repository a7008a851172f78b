import { LEVELS } from '@/lib/engine/sigma/types';
import type { RuleRow } from '@/lib/rules/model';
import { RULE_STATE_ORDER, ruleState } from './rule-state';
import type { Sort } from '../table/column';

export const USUAL_SORT: Sort = { id: 'title', desc: false };

type Key = (rule: RuleRow) => number | string | null;

const KEYS: Readonly<Record<string, Key>> = {
  title: (rule) => rule.title.toLowerCase(),
  level: (rule) => LEVELS.indexOf(rule.level),
  logSource: (rule) => rule.logSource || null,
  origin: (rule) => rule.origin + rule.originSet,
  hits: (rule) => rule.outcome?.count ?? null,
  lastFired: (rule) => rule.outcome?.lastFired ?? null,
  falsePositives: (rule) => falsePositiveShare(rule),
  cost: (rule) => rule.nanosecondsPerEvent,
  state: (rule) => RULE_STATE_ORDER.indexOf(ruleState(rule)),
};

/** Share of judged signals that turned out harmless; null while none was judged. */
export function falsePositiveShare({ outcome }: Pick<RuleRow, 'outcome'>): number | null {
  return outcome === null || outcome.judged === 0 ? null : outcome.falsePositives / outcome.judged;
}

/** Rules in the order asked for; those that have nothing to compare come last either way, equal ones by title and id. */
export function sortRules(rules: readonly RuleRow[], { id, desc }: Sort): RuleRow[] {
  const key = KEYS[id] ?? KEYS['title'];
  if (key === undefined) return [...rules];
  const keyed = rules.map((rule) => ({ rule, value: key(rule), title: rule.title.toLowerCase() }));
  const compare = (a: number | string, b: number | string): number => (a < b ? -1 : a > b ? 1 : 0);
  return keyed.sort((a, b) => {
    if (a.value === null || b.value === null) { if (a.value !== b.value) return a.value === null ? 1 : -1; }
    else { const order = compare(a.value, b.value); if (order !== 0) return desc ? -order : order; }
    return compare(a.title, b.title) || compare(a.rule.id, b.rule.id);
  }).map(({ rule }) => rule);
}
