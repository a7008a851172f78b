import { MANY, SINGLE, type EventState } from './event-state';
import { visitPredicates, type Expression } from './expression';
import type { GramFrequency } from './gram-table';
import { Hits } from './hits';
import type { LiteralIndex } from './literal-index';
import { evidenceOf, type LiteralUse, type Pivot } from './pivots';
import { ANYWHERE, type Test } from './predicates';
import { SlotIndexes, type Consequence } from './slot-indexes';

export interface ProgramRule { expression: Expression; test: Test; pivot: () => Pivot | undefined }

/** How often literals, and windows in them, occur over all rules. */
export interface LiteralStatistics { gram: GramFrequency; use: LiteralUse }

/**
 * The rules of one kind of log source, ready to run. A rule is looked at only when one of its pivot literals is in the event. Fields with many pivots are
 * searched for the other literals of these rules at the same time, so that most predicates are answered before a rule asks.
 */
export class Program {
  readonly #fields: readonly { slot: number; index: LiteralIndex; answered: boolean }[];
  readonly #consequences: readonly Consequence[];
  /** Rules without a literal that must be present. */
  readonly #always: number[] = [];
  readonly #hits: Hits;

  constructor(private readonly rules: readonly ProgramRule[], members: readonly number[], statistics: LiteralStatistics) {
    const literals = new SlotIndexes(statistics.gram);
    for (const rule of members) {
      const pivot = rules[rule]?.pivot();
      if (!pivot) this.#always.push(rule);
      for (const literal of pivot?.literals ?? []) {
        const waiting = literals.of(literal).rules;
        if (waiting[waiting.length - 1] !== rule) waiting.push(rule);
      }
    }
    const answered = addPredicates(members.flatMap((rule) => rules[rule]?.expression ?? []), literals, statistics.use);
    this.#fields = [...literals.indexes].map(([slot, index]) => ({ slot, index, answered: answered.has(slot) }));
    this.#consequences = literals.consequences;
    this.#hits = new Hits(this.#consequences.length);
  }

  /** Adds the rules that match to `out`, ascending. `seen` holds the generation in which a rule was last looked at. */
  run(state: EventState, seen: Uint32Array, out: number[]): void {
    this.#search(state);
    const { list } = this.#hits;
    for (const hit of list) {
      const { proves, allows } = this.#consequences[hit] ?? NOTHING;
      for (const predicate of proves) state.prove(predicate);
      for (const predicate of allows) state.allow(predicate);
    }
    const { generation } = state;
    for (const hit of list) {
      for (const rule of (this.#consequences[hit] ?? NOTHING).rules) {
        if (seen[rule] === generation) continue;
        seen[rule] = generation;
        if (this.rules[rule]?.test(state)) out.push(rule);
      }
    }
    for (const rule of this.#always) if (this.rules[rule]?.test(state)) out.push(rule);
    if (out.length > 1) out.sort((left, right) => left - right);
  }

  #search(state: EventState): void {
    const hits = this.#hits;
    hits.clear();
    for (const { slot, index, answered } of this.#fields) {
      if (answered) state.setSearched(slot);
      if (slot === ANYWHERE) state.eachText(index.shortest, (text) => index.scan(text, hits));
      else {
        const kind = state.kind(slot);
        if (kind === SINGLE) index.scan(state.raw(slot), hits);
        else if (kind === MANY) for (const value of state.list(slot)) index.scan(value.raw, hits);
      }
    }
  }
}

const NOTHING: Consequence = { proves: [], allows: [], rules: [] };

/** In a field with fewer pivots the search may skip, and with fewer rules little is asked: more literals would cost more than they answer. */
const DENSE_LITERALS = 200, MANY_RULES = 400;

/** Enters the predicates about fields that are searched closely anyway; their slots. */
function addPredicates(expressions: readonly Expression[], literals: SlotIndexes, use: LiteralUse): ReadonlySet<number> {
  const entered = new Set<number>();
  const dense = new Set([...literals.indexes].flatMap(([slot, { size }]) => (expressions.length >= MANY_RULES && size > DENSE_LITERALS ? [slot] : [])));
  for (const expression of expressions) {
    visitPredicates(expression, (predicate) => {
      if (entered.has(predicate.id) || !dense.has(predicate.slot)) return;
      entered.add(predicate.id);
      const evidence = evidenceOf(predicate, use);
      if (!evidence) return;
      predicate.needsEvidence = true;
      for (const literal of evidence.literals) literals.of(literal)[evidence.proves ? 'proves' : 'allows'].push(predicate.id);
    });
  }
  return dense;
}
