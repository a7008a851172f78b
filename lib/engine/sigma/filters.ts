import type { Condition } from './condition';
import { expressionOf, type Expression } from './expression';
import type { ParsedFilter } from './parse';
import type { PredicateTable } from './predicates';
import type { LogSource, RuleInfo } from './types';

/**
 * A filter only ever suppresses. The specification's example suppresses what `condition: selection` describes, other tools write
 * `condition: not selection` and add it to the rule; both mean "not these events", so a leading `not` is read as that and not twice.
 */
const suppressed = (condition: Condition): Condition => (condition.kind === 'not' ? condition.child : condition);

const overlaps = (filter: LogSource, rule: LogSource): boolean =>
  (['product', 'category', 'service'] as const).every((part) => filter[part] === undefined || rule[part] === undefined || filter[part] === rule[part]);

const concerns = ({ info }: ParsedFilter, rule: RuleInfo): boolean =>
  (info.rules.length === 0 || info.rules.includes(rule.id) || (rule.name !== undefined && info.rules.includes(rule.name))) && overlaps(info.logSource, rule.logSource);

/** The rule's formula without the events that filters take away from it. */
export function applyFilters(expression: Expression, rule: RuleInfo, filters: readonly ParsedFilter[], table: PredicateTable): Expression {
  const children = filters.filter((filter) => concerns(filter, rule)).map(({ detection }): Expression => ({
    kind: 'not',
    child: expressionOf({ selections: detection.selections, condition: suppressed(detection.condition) }, table),
  }));
  return children.length === 0 ? expression : { kind: 'and', children: [expression, ...children] };
}
