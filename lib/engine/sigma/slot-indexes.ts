import type { GramFrequency } from './gram-table';
import { LiteralIndex } from './literal-index';
import { literalKey, type Literal } from './pivots';

/** What follows when a literal is found in an event. */
export interface Consequence {
  /** Predicates that are true. */
  proves: number[];
  /** Predicates that may be true and must be tested; without it they are false. */
  allows: number[];
  /** Rules that may match and must be tested. */
  rules: number[];
}

/** The literals that a set of rules looks for, field by field, each with its consequences. */
export class SlotIndexes {
  readonly #consequences: Consequence[] = [];
  readonly #byKey = new Map<string, Consequence>();
  readonly #indexes = new Map<number, LiteralIndex>();

  constructor(private readonly frequency: GramFrequency) {}

  /** By the number of the literal, as the indexes report it. */
  get consequences(): readonly Consequence[] {
    return this.#consequences;
  }

  get indexes(): ReadonlyMap<number, LiteralIndex> {
    return this.#indexes;
  }

  of(literal: Literal): Consequence {
    const key = literalKey(literal);
    let known = this.#byKey.get(key);
    if (known) return known;
    known = { proves: [], allows: [], rules: [] };
    this.#byKey.set(key, known);
    let index = this.#indexes.get(literal.slot);
    if (!index) this.#indexes.set(literal.slot, (index = new LiteralIndex(this.frequency)));
    index.add(literal.kind, literal.text, this.#consequences.push(known) - 1);
    return known;
  }
}
