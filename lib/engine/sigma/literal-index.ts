import { GramTable, type GramFrequency } from './gram-table';
import type { LiteralKind } from './matcher';
import { Trie } from './trie';

/**
 * Finds which of many folded literals a text equals, begins with, ends with or contains, whatever the case of its letters, in about one pass:
 * whole values and ends by tries, inner literals by a window of four characters. What `scan` reports is exact.
 */
export class LiteralIndex {
  readonly #starts = new Trie();
  readonly #ends = new Trie();
  readonly #grams: GramTable;
  #shortest = Number.POSITIVE_INFINITY;

  constructor(frequency: GramFrequency) {
    this.#grams = new GramTable(frequency);
  }

  /** Texts that are shorter hold none of the literals. */
  get shortest(): number {
    return this.#shortest;
  }

  add(kind: LiteralKind, text: string, payload: number): void {
    if (text.length < this.#shortest) this.#shortest = text.length;
    if (kind === 'contains') this.#grams.add(text, payload);
    else if (kind === 'suffix') this.#ends.insert(text, payload, { reversed: true, whole: false });
    else this.#starts.insert(text, payload, { reversed: false, whole: kind === 'exact' });
  }

  /** Adds the payloads of all literals found to `out`, perhaps repeatedly. Without `out`, stops at the first. */
  scan(text: string, out: number[] | undefined): boolean {
    if (text.length < this.#shortest) return false;
    let found = this.#starts.walk(text, false, out);
    if (found && !out) return true;
    found = this.#ends.walk(text, true, out) || found;
    if (found && !out) return true;
    return this.#grams.scan(text, out) || found;
  }
}
