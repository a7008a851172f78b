import type { Condition } from './condition';
import type { Detection, DetectionItem, ItemValue, SelectionNode } from './detection';
import { MANY, SINGLE, NULL, ABSENT, type EventState, type Leaf } from './event-state';
import { isLiteral, type Matcher } from './matcher';
import { ANYWHERE, textTestOf, type PredicateTable } from './predicates';
import { foldAscii } from './sigma-string';
import type { MatchedField } from './types';

const MATCHED_MAX = 32;
const VALUE_CHARS_MAX = 400;
const PATTERN_CHARS_MAX = 200;

/** Collects why a rule is true of an event: the selections, fields, values and patterns of every branch that holds. */
export class Explainer {
  #matched: MatchedField[] = [];

  constructor(private readonly state: EventState, private readonly table: PredicateTable) {}

  explain(detection: Detection): readonly MatchedField[] {
    this.#matched = [];
    this.#condition(detection, detection.condition, true);
    return this.#matched;
  }

  /** Whether the branch holds; with `collect`, its reasons are kept if it does. */
  #condition(detection: Detection, condition: Condition, collect: boolean): boolean {
    switch (condition.kind) {
      case 'selection': {
        const node = detection.selections.get(condition.name);
        return node !== undefined && this.#kept(collect, () => this.#selection(condition.name, node));
      }
      case 'not': return !this.#condition(detection, condition.child, false);
      case 'of': {
        const children = condition.names.map((name): Condition => ({ kind: 'selection', name }));
        return this.#kept(collect, () => children.filter((child) => this.#condition(detection, child, true)).length >= condition.count);
      }
      case 'and': return this.#kept(collect, () => condition.children.every((child) => this.#condition(detection, child, true)));
      case 'or': return this.#kept(collect, () => condition.children.filter((child) => this.#condition(detection, child, true)).length > 0);
    }
  }

  /** Runs a branch and takes back what it collected when it does not hold. */
  #kept(collect: boolean, branch: () => boolean): boolean {
    const before = this.#matched.length;
    const result = branch();
    if (!result || !collect) this.#matched.length = before;
    return result;
  }

  #selection(name: string, node: SelectionNode): boolean {
    if (node.kind === 'item') return this.#item(name, node.item);
    const holds = (child: SelectionNode): boolean => this.#kept(true, () => this.#selection(name, child));
    return node.kind === 'and' ? node.children.every(holds) : node.children.filter(holds).length > 0;
  }

  #item(selection: string, item: DetectionItem): boolean {
    const slot = this.table.slot(item.field);
    const before = this.#matched.length;
    const found = item.values.filter((value) => this.#value(selection, item, slot, value)).length;
    const holds = item.all ? found === item.values.length : found > 0;
    if (!item.negated) return holds;
    this.#matched.length = before;
    if (holds || (slot !== ANYWHERE && this.state.kind(slot) <= NULL)) return false;
    this.#add(selection, item.field ?? '', this.#shown(slot), `not ${item.values.map((value) => value.pattern).join(', ')}`);
    return true;
  }

  #value(selection: string, item: DetectionItem, slot: number, value: ItemValue): boolean {
    for (const matcher of value.matchers) {
      const textTest = textTestOf(matcher);
      if (!textTest) {
        if (!this.table.one(slot, matcher).test(this.state)) continue;
        this.#add(selection, item.field ?? '', this.#shown(slot), value.pattern);
        return true;
      }
      const leaf = this.#candidates(item.field, slot).find(({ raw, lower }) => textTest.test(textTest.folded ? lower : raw));
      if (!leaf) continue;
      this.#add(selection, leaf.path, excerpt(leaf.raw, leaf.lower, matcher), value.pattern);
      return true;
    }
    return false;
  }

  #candidates(field: string | undefined, slot: number): readonly Leaf[] {
    if (field === undefined) return this.state.leaves();
    const kind = this.state.kind(slot);
    if (kind === SINGLE) return [{ path: field, raw: this.state.raw(slot), lower: this.state.lower(slot) }];
    return kind === MANY ? this.state.list(slot).map((value) => ({ path: field, ...value })) : [];
  }

  #shown(slot: number): string {
    if (slot === ANYWHERE) return '';
    const kind = this.state.kind(slot);
    if (kind === ABSENT) return '';
    if (kind === NULL) return 'null';
    return (kind === SINGLE ? this.state.raw(slot) : this.state.list(slot).map((value) => value.raw).join(', ')).slice(0, VALUE_CHARS_MAX);
  }

  #add(selection: string, field: string, value: string, pattern: string): void {
    if (this.#matched.length >= MATCHED_MAX) return;
    this.#matched.push({ selection, field, value, pattern: pattern.slice(0, PATTERN_CHARS_MAX) });
  }
}

/** The value, or the part of a long value around what the matcher found in it. */
function excerpt(raw: string, lower: string, matcher: Matcher): string {
  if (raw.length <= VALUE_CHARS_MAX) return raw;
  const at = isLiteral(matcher) ? (matcher.kind === 'suffix' ? raw.length - matcher.text.length : lower.indexOf(foldAscii(matcher.text))) : 0;
  const start = Math.max(0, Math.min(at - VALUE_CHARS_MAX / 4, raw.length - VALUE_CHARS_MAX));
  return `${start > 0 ? '…' : ''}${raw.slice(start, start + VALUE_CHARS_MAX - 2)}${start + VALUE_CHARS_MAX - 2 < raw.length ? '…' : ''}`;
}
