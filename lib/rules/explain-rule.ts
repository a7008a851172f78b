import type { SelectionNode } from '../engine/sigma/detection';
import { matcherKey, type Matcher } from '../engine/sigma/matcher';
import { parseRuleFile } from '../engine/sigma/parse';
import type { RuleSource } from '../engine/sigma/types';
import type { SelectionPart } from './model';
import type { Variables } from './parse-rule';

const VALUES_SHOWN_MAX = 20;

/** A rule in plain parts: what each selection asks of which field. Empty for what is no sound rule or filter. */
export function explainRule(source: RuleSource, variables: Variables): SelectionPart[] {
  const { rules, filters } = parseRuleFile(source, variables);
  const detection = rules[0]?.detection ?? filters[0]?.detection;
  return detection ? [...detection.selections].flatMap(([name, node]) => partsOf(name, node)) : [];
}

function partsOf(selection: string, node: SelectionNode): SelectionPart[] {
  if (node.kind !== 'item') return node.children.flatMap((child) => partsOf(selection, child));
  const { field, values, all, negated } = node.item;
  const how = new Set(values.flatMap((value) => value.matchers.map(howOf)));
  return [{ selection, field: field ?? null, negated, all, how: [...how], values: values.slice(0, VALUES_SHOWN_MAX).map((value) => value.pattern.slice(0, 500)), valueCount: values.length }];
}

/** The kind of comparison, as a word. */
function howOf(matcher: Matcher): string {
  return matcher.kind === 'compare' ? matcher.operator : matcherKey(matcher).split('|', 1)[0] ?? matcher.kind;
}
