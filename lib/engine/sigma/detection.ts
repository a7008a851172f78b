import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { ConditionProblem, parseCondition, type Condition } from './condition';
import type { Matcher } from './matcher';
import { applyModifiers, isModifier, LIST_MODIFIERS } from './modifiers';
import type { Variables } from './placeholders';
import { RuleProblem } from './problem';
import { parseSigmaString } from './sigma-string';
import { keywordMatcherOf, matcherOf, type Value } from './values';
import type { NodeReader } from './yaml-reader';

/** One value of a rule as written, and the alternatives that its modifiers made of it. */
export interface ItemValue { pattern: string; matchers: readonly Matcher[] }

/** `field|modifiers: values`; without a field, the values are looked for anywhere in the event. */
export interface DetectionItem { field: string | undefined; values: readonly ItemValue[]; all: boolean; negated: boolean }

export type SelectionNode = { kind: 'and' | 'or'; children: readonly SelectionNode[] } | { kind: 'item'; item: DetectionItem };

export interface Detection { selections: ReadonlyMap<string, SelectionNode>; condition: Condition }

const NOT_SELECTIONS = new Set(['condition', 'timeframe', 'rules']);
const DEPTH_MAX = 16;

/** Parses the `detection` section of a rule, or the `filter` section of a filter. */
export function parseDetection(reader: NodeReader, section: Node | null, variables: Variables): Detection {
  const map = reader.map(section, 'the detection section');
  const parser = new SelectionParser(reader, variables);
  const selections = new Map<string, SelectionNode>();
  for (const { key, keyNode, value } of reader.entries(map)) {
    if (NOT_SELECTIONS.has(key)) continue;
    if (!key) throw new RuleProblem('a selection needs a name', keyNode);
    selections.set(key, parser.selection(value, keyNode, 0));
  }
  if (selections.size === 0) throw new RuleProblem('there is no selection', map);
  return { selections, condition: parseConditions(reader, reader.get(map, 'condition'), map, [...selections.keys()]) };
}

function parseConditions(reader: NodeReader, node: Node | null, section: Node, names: readonly string[]): Condition {
  if (node === null) throw new RuleProblem('the condition is missing', section);
  const conditions = reader.items(node).map((item): Condition => {
    const text = reader.text(item);
    if (text === undefined || !isScalar(item)) throw new RuleProblem('a condition must be text', item ?? node);
    try {
      return parseCondition(text, names);
    } catch (cause) {
      if (!(cause instanceof ConditionProblem)) throw cause;
      const quoted = item.type === 'QUOTE_SINGLE' || item.type === 'QUOTE_DOUBLE' ? 1 : 0;
      throw new RuleProblem(cause.reason, item, item.type?.startsWith('BLOCK') ? 0 : cause.offset + quoted);
    }
  });
  const [first] = conditions;
  if (!first) throw new RuleProblem('the condition is missing', node);
  return conditions.length === 1 ? first : { kind: 'or', children: conditions };
}

class SelectionParser {
  constructor(private readonly reader: NodeReader, private readonly variables: Variables) {}

  selection(node: Node | null, keyNode: Node | null, depth: number): SelectionNode {
    if (depth > DEPTH_MAX) throw new RuleProblem(`selections are nested more than ${DEPTH_MAX} deep`, node);
    if (isMap(node)) {
      const children = this.reader.entries(node).map((entry) => this.#item(entry.key, entry.keyNode, entry.value));
      if (children.length === 0) throw new RuleProblem('the selection is empty', node);
      return children.length === 1 && children[0] ? children[0] : { kind: 'and', children };
    }
    if (isSeq(node)) {
      const items = this.reader.items(node);
      if (items.length === 0) throw new RuleProblem('the selection is empty', node);
      const keywords = items.filter((item) => isScalar(item));
      const nested = items.filter((item) => !isScalar(item)).map((item) => this.selection(item, keyNode, depth + 1));
      const children = keywords.length > 0 ? [...nested, this.#keywords(keywords)] : nested;
      return children.length === 1 && children[0] ? children[0] : { kind: 'or', children };
    }
    if (isScalar(node) && node.value !== null) return this.#keywords([node]);
    throw new RuleProblem('the selection is empty', keyNode ?? node);
  }

  #keywords(nodes: readonly (Node | null)[]): SelectionNode {
    return { kind: 'item', item: { field: undefined, values: nodes.map((node) => this.#value(node, [], true)), all: false, negated: false } };
  }

  #item(key: string, keyNode: Node | null, node: Node | null): SelectionNode {
    const [name = '', ...modifiers] = key.split('|');
    const field = name.trim() === '' ? undefined : name;
    const unknown = modifiers.find((modifier) => !isModifier(modifier));
    if (unknown !== undefined) throw new RuleProblem(`unknown modifier "${unknown}"`, keyNode);
    if (isSeq(node) && node.items.length === 0) throw new RuleProblem(`"${key}" has no values`, node);
    const steps = modifiers.filter((modifier) => !LIST_MODIFIERS.has(modifier));
    const values = (node === null ? [null] : this.reader.items(node)).map((value) => this.#value(value, steps, field === undefined, keyNode));
    const negated = modifiers.includes('neq');
    return { kind: 'item', item: { field, values, all: modifiers.includes('all'), negated } };
  }

  #value(node: Node | null, modifiers: readonly string[], keyword: boolean, keyNode: Node | null = null): ItemValue {
    const place = node ?? keyNode;
    const { value, pattern } = this.#scalar(node, place);
    if (keyword && value.type === 'null') throw new RuleProblem('null needs a field', place);
    try {
      const results = applyModifiers(value, modifiers, { variables: this.variables, keyword });
      const matchers = results.map((result) => (keyword ? keywordMatcherOf(result) : matcherOf(result)));
      return { pattern, matchers };
    } catch (cause) {
      if (cause instanceof RuleProblem && !cause.node) Object.assign(cause, { node: place });
      throw cause;
    }
  }

  #scalar(node: Node | null, place: Node | null): { value: Value; pattern: string } {
    if (node === null) return { value: { type: 'null' }, pattern: 'null' };
    if (!isScalar(node)) throw new RuleProblem('a value must be text, a number, true, false or null', place);
    const { value } = node;
    if (value === null) return { value: { type: 'null' }, pattern: 'null' };
    if (typeof value === 'boolean') return { value: { type: 'boolean', boolean: value }, pattern: String(value) };
    if (typeof value === 'number') {
      const text = Number.isSafeInteger(value) || node.source === undefined ? String(value) : node.source;
      return { value: { type: 'number', number: value, text }, pattern: text };
    }
    const text = this.reader.text(node) ?? '';
    return { value: { type: 'string', parts: parseSigmaString(text), original: text, cased: false }, pattern: text };
  }
}
