import { MANY, SINGLE, type EventState } from './event-state';
import type { GramFrequency } from './gram-table';
import { LiteralIndex } from './literal-index';
import { literalKey, type Pivot } from './pivots';
import { ANYWHERE, type Test } from './predicates';

export interface ProgramRule { test: Test; pivot: () => Pivot | undefined }

/** The rules of one kind of log source, ready to run: a rule is looked at only when one of its pivot literals is in the event. */
export class Program {
  readonly #fields: { slot: number; index: LiteralIndex }[] = [];
  readonly #buckets: number[][] = [];
  /** Rules without a literal that must be present. */
  readonly #always: number[] = [];
  readonly #hits: number[] = [];

  constructor(private readonly rules: readonly ProgramRule[], members: readonly number[], frequency: GramFrequency) {
    const buckets = new Map<string, number>();
    const indexes = new Map<number, LiteralIndex>();
    for (const rule of members) {
      const pivot = rules[rule]?.pivot();
      if (!pivot) this.#always.push(rule);
      for (const literal of pivot?.literals ?? []) {
        const key = literalKey(literal);
        let bucket = buckets.get(key);
        if (bucket === undefined) {
          bucket = this.#buckets.push([]) - 1;
          buckets.set(key, bucket);
          let index = indexes.get(literal.slot);
          if (!index) indexes.set(literal.slot, (index = new LiteralIndex(frequency)));
          index.add(literal.kind, literal.text, bucket);
        }
        const members = this.#buckets[bucket];
        if (members && members[members.length - 1] !== rule) members.push(rule);
      }
    }
    for (const [slot, index] of indexes) this.#fields.push({ slot, index });
  }

  /** Adds the rules that match to `out`, ascending. `seen` holds the generation in which a rule was last looked at. */
  run(state: EventState, seen: Uint32Array, out: number[]): void {
    const hits = this.#hits;
    hits.length = 0;
    for (const { slot, index } of this.#fields) {
      if (slot === ANYWHERE) state.eachText(index.shortest, (text) => index.scan(text, hits));
      else {
        const kind = state.kind(slot);
        if (kind === SINGLE) index.scan(state.raw(slot), hits);
        else if (kind === MANY) for (const value of state.list(slot)) index.scan(value.raw, hits);
      }
    }
    const { generation } = state;
    for (const hit of hits) {
      for (const rule of this.#buckets[hit] ?? []) {
        if (seen[rule] === generation) continue;
        seen[rule] = generation;
        if (this.rules[rule]?.test(state)) out.push(rule);
      }
    }
    for (const rule of this.#always) if (this.rules[rule]?.test(state)) out.push(rule);
    if (out.length > 1) out.sort((left, right) => left - right);
  }
}
