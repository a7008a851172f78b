import type { Activity, Normalised, SigmaEvent } from '../../activity/activity';
import type { MatchFact } from '../../correlate/types';
import { fieldText } from '../event-state';
import type { RuleInfo, RuleSet } from '../types';
import { groupKeyOf, type MatchedEvent } from './groups';
import { feeds, planOf, sourceField, type CorrelationNode } from './plan';

const KEY_CHARS_MAX = 500;
const FIELD_CHARS_MAX = 512;

/** Per rule set, by position of the rule: what must be remembered of its matches. Undefined: nothing. */
interface Need { fields: readonly string[]; nodes: readonly CorrelationNode[] }
const needs = new WeakMap<readonly RuleInfo[], readonly (Need | undefined)[]>();

/** Whether matches of this rule are detections; rules that only feed correlation rules make none of their own. `index` is a position in `rules.rules`. */
export function isShown(rules: Pick<RuleSet, 'rules' | 'correlations'>, index: number): boolean {
  return rules.correlations.length === 0 || !planOf(rules).hidden.has(rules.rules[index]?.id ?? '');
}

/** The lookup key of a group; long values are cut, so that different groups may share a key but never the reverse. */
export function matchFactKey(correlationId: string, groupKey: string): string {
  return `${correlationId}|${groupKey.replaceAll('\0', '|')}`.slice(0, KEY_CHARS_MAX);
}

/**
 * What correlation rules must remember of one event: a fact per correlation that one of the matched rules feeds. Fields that correlations ask for are
 * those of the event as rules see it, or else columns of the activity, such as `endpointKey`. `matched` are positions in `rules.rules`.
 */
export function correlationFactsOf(rules: Pick<RuleSet, 'rules' | 'correlations'>, matched: readonly number[], { event, activity }: Normalised, ordinal: number): MatchFact[] {
  if (rules.correlations.length === 0 || matched.length === 0) return [];
  let byIndex = needs.get(rules.rules);
  if (!byIndex) needs.set(rules.rules, (byIndex = needsOf(rules)));
  const facts: MatchFact[] = [];
  for (const index of matched) {
    const need = byIndex[index];
    if (!need) continue;
    const fields: Record<string, string> = {};
    for (const name of need.fields) {
      const text = fieldOf(name, event, activity);
      if (text !== undefined) fields[name] = text.slice(0, FIELD_CHARS_MAX);
    }
    const ruleId = rules.rules[index]?.id ?? '';
    const base = { kind: 'match' as const, endpointKey: activity.endpointKey ?? '', observedAt: activity.observedAt, ruleId, ordinal, fields };
    for (const node of need.nodes) for (const key of factKeysOf(node, base)) facts.push({ ...base, key });
  }
  return facts;
}

/** Keys under which an event is remembered for a correlation; several where parts name different fields. */
export function factKeysOf(node: CorrelationNode, event: Pick<MatchedEvent, 'ruleId' | 'fields'>): Set<string> {
  const keys = new Set<string>();
  for (const part of node.parts) {
    const key = feeds(part, event.ruleId) ? groupKeyOf(event, node, part) : undefined;
    if (key !== undefined) keys.add(matchFactKey(node.rule.id, key));
  }
  return keys;
}

function fieldOf(name: string, event: SigmaEvent, activity: Activity): string | undefined {
  const text = fieldText(event.fields, name);
  if (text !== undefined || !Object.hasOwn(activity, name)) return text;
  return fieldText({ ...activity }, name);
}

function needsOf(rules: Pick<RuleSet, 'rules' | 'correlations'>): readonly (Need | undefined)[] {
  const { nodesOf } = planOf(rules);
  return rules.rules.map(({ id }): Need | undefined => {
    const nodes = nodesOf.get(id);
    if (!nodes) return undefined;
    const fields = new Set<string>();
    for (const node of nodes) {
      for (const part of node.parts) if (feeds(part, id)) for (const name of [...node.rule.groupBy, ...node.rule.fields]) fields.add(sourceField(node, part, name, id));
    }
    return { fields: [...fields], nodes };
  });
}
