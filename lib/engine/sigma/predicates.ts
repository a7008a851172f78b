import { cidrContains } from './cidr';
import { ABSENT, MANY, NULL, SINGLE, type EventState } from './event-state';
import { compileGlob } from './glob';
import type { GramFrequency } from './gram-table';
import { LiteralIndex } from './literal-index';
import { isLiteral, matcherKey, type CompareOperator, type LiteralKind, type LiteralMatcher, type Matcher } from './matcher';
import { timePartOf } from './time-part';

export type Test = (state: EventState) => boolean;

/** Slot of a keyword: any value of the event. */
export const ANYWHERE = -1;

/** One question about one field. Rules that ask the same share the predicate, and so its answer. */
export interface Predicate {
  id: number;
  slot: number;
  matchers: readonly Matcher[];
  /** Relative cost of asking, for the order of evaluation. */
  cost: number;
  test: Test;
  /** In a field that a program has searched for literals, it is true or worth testing only if they say so. */
  needsEvidence: boolean;
}

interface TextTest { folded: boolean; test: (text: string) => boolean }

/** The test of one text value; undefined for matchers that are not about text. */
export function textTestOf(matcher: Matcher): TextTest | undefined {
  switch (matcher.kind) {
    case 'glob': return { folded: !matcher.cased, test: compileGlob(matcher.parts) };
    case 'regex': return { folded: false, test: matcher.regex.test };
    case 'cidr': {
      const { cidr } = matcher;
      return { folded: false, test: (text) => cidrContains(cidr, text) };
    }
    case 'compare': return { folded: false, test: compareTest(matcher) };
    case 'null':
    case 'exists':
    case 'fieldref': return undefined;
    default: return { folded: !matcher.cased, test: literalTest(matcher.kind, matcher.text) };
  }
}

function literalTest(kind: LiteralKind, literal: string): (text: string) => boolean {
  switch (kind) {
    case 'exact': return (text) => text === literal;
    case 'prefix': return (text) => text.startsWith(literal);
    case 'suffix': return (text) => text.endsWith(literal);
    case 'contains': return (text) => text.includes(literal);
  }
}

const holds = (left: number, operator: CompareOperator, right: number): boolean => {
  switch (operator) {
    case 'lt': return left < right;
    case 'lte': return left <= right;
    case 'gt': return left > right;
    case 'gte': return left >= right;
    case 'eq': return left === right;
  }
};

function compareTest({ operator, value, part }: Extract<Matcher, { kind: 'compare' }>): (text: string) => boolean {
  if (part === undefined) return (text) => text.trim() !== '' && holds(Number(text), operator, value);
  return (text) => {
    const number = timePartOf(text, part);
    return number !== undefined && holds(number, operator, value);
  };
}

function onSlot(slot: number, { folded, test }: TextTest): Test {
  if (slot === ANYWHERE) return (state) => state.leaves().some((leaf) => test(folded ? leaf.lower : leaf.raw));
  if (folded) {
    return (state) => {
      const kind = state.kind(slot);
      return kind === SINGLE ? test(state.lower(slot)) : kind === MANY && state.list(slot).some((value) => test(value.lower));
    };
  }
  return (state) => {
    const kind = state.kind(slot);
    return kind === SINGLE ? test(state.raw(slot)) : kind === MANY && state.list(slot).some((value) => test(value.raw));
  };
}

const textsOf = (state: EventState, slot: number, folded: boolean): readonly string[] => {
  const kind = state.kind(slot);
  if (kind === SINGLE) return [folded ? state.lower(slot) : state.raw(slot)];
  return kind === MANY ? state.list(slot).map((value) => (folded ? value.lower : value.raw)) : [];
};

/** Collects the fields and the distinct predicates of a set of rules. */
export class PredicateTable {
  readonly predicates: Predicate[] = [];
  readonly fieldNames: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #byKey = new Map<string, Predicate>();

  constructor(private readonly frequency: GramFrequency) {}

  slot(field: string | undefined): number {
    if (field === undefined) return ANYWHERE;
    let slot = this.#slots.get(field);
    if (slot === undefined) {
      slot = this.fieldNames.push(field) - 1;
      this.#slots.set(field, slot);
    }
    return slot;
  }

  /** The predicate "this field satisfies this matcher". */
  one(slot: number, matcher: Matcher): Predicate {
    return this.#intern(`${slot}|${matcherKey(matcher)}`, slot, [matcher], () => this.#testOf(slot, matcher));
  }

  /** The predicate "this field satisfies one of these literals", by index: its cost hardly depends on how many they are. */
  anyOf(slot: number, matchers: readonly LiteralMatcher[]): Predicate {
    return this.#intern(`${slot}|any|${matchers.map(matcherKey).join('\n')}`, slot, matchers, () => {
      let index: LiteralIndex | undefined;
      return onSlot(slot, { folded: false, test: (text) => (index ??= indexOf(matchers, this.frequency)).scan(text, undefined) });
    });
  }

  #intern(key: string, slot: number, matchers: readonly Matcher[], make: () => Test): Predicate {
    const known = this.#byKey.get(key);
    if (known) return known;
    const predicate = { id: this.predicates.length, slot, matchers, cost: costOf(slot, matchers), test: make(), needsEvidence: false };
    this.predicates.push(predicate);
    this.#byKey.set(key, predicate);
    return predicate;
  }

  #testOf(slot: number, matcher: Matcher): Test {
    if (matcher.kind === 'null') return (state) => state.kind(slot) <= NULL;
    if (matcher.kind === 'exists') return (state) => (state.kind(slot) !== ABSENT) === matcher.present;
    if (matcher.kind === 'fieldref') {
      const other = this.slot(matcher.field);
      const folded = !matcher.cased;
      return (state) => textsOf(state, slot, folded).some((left) => textsOf(state, other, folded).some((right) => literalTest(matcher.mode, right)(left)));
    }
    const textTest = textTestOf(matcher);
    if (!textTest) return () => false;
    if (slot === ANYWHERE && isLiteral(matcher) && !matcher.cased && matcher.kind === 'contains' && matcher.text !== '' && !matcher.text.includes('\0')) {
      return (state) => state.haystack().includes(matcher.text);
    }
    return onSlot(slot, textTest);
  }
}

function indexOf(matchers: readonly LiteralMatcher[], frequency: GramFrequency): LiteralIndex {
  const index = new LiteralIndex(frequency);
  for (const { kind, text } of matchers) index.add(kind, text, 0);
  return index;
}

function costOf(slot: number, matchers: readonly Matcher[]): number {
  const base = slot === ANYWHERE ? 50 : 0;
  const [matcher] = matchers;
  if (matchers.length > 1) return base + 10;
  switch (matcher?.kind) {
    case 'contains': return base + 5;
    case 'glob':
    case 'cidr': return base + 10;
    case 'regex': return base + 30;
    default: return base + 1;
  }
}
