import { foldAscii } from '../sigma-string';
import { sourceField, type CorrelationNode, type CorrelationPart } from './plan';

/** One match of a base rule, with those fields of its event that correlations ask for. */
export interface MatchedEvent {
  ruleId: string;
  /** Epoch ms. */
  observedAt: number;
  /** Of the record: one record counts once, however often it was handed in. */
  uuid: string;
  fields: Readonly<Record<string, string>>;
}

/** What a correlation counts: an event, or a match of a correlation that it builds on. */
export interface Item {
  at: number;
  id: string;
  /** Positions in the correlation's `rules`, ascending. */
  parts: readonly number[];
  /** The events that it is made of, earliest first. */
  events: readonly MatchedEvent[];
  /** Values of the fields that are counted or summed: one text per event that has them all. */
  values: readonly string[];
}

const SEPARATOR = '\0';

/** Values of these fields joined, letters folded as in any comparison of Sigma; undefined when the event lacks one of them. */
export function valuesKey(names: readonly string[], event: Pick<MatchedEvent, 'ruleId' | 'fields'>, node: CorrelationNode, part: CorrelationPart): string | undefined {
  let key = '';
  for (const [index, name] of names.entries()) {
    const value = event.fields[sourceField(node, part, name, event.ruleId)];
    if (value === undefined || value === '') return undefined;
    key += index === 0 ? foldAscii(value) : SEPARATOR + foldAscii(value);
  }
  return key;
}

/** The group that an event belongs to; undefined: to none, since it lacks a field of `group-by`. */
export function groupKeyOf(event: Pick<MatchedEvent, 'ruleId' | 'fields'>, node: CorrelationNode, part: CorrelationPart): string | undefined {
  return valuesKey(node.rule.groupBy, event, node, part);
}

/** The group's values as the event writes them. */
export function groupOf(event: MatchedEvent, node: CorrelationNode, part: CorrelationPart): { field: string; value: string }[] {
  return node.rule.groupBy.map((field) => ({ field, value: event.fields[sourceField(node, part, field, event.ruleId)] ?? '' }));
}
