import { GRAM, GramTable, type GramFrequency } from './gram-table';
import type { Hits } from './hits';
import { plainBytes } from './low-bytes';
import type { LiteralKind } from './matcher';
import { Trie } from './trie';

/**
 * Finds which of many folded literals a text equals, begins with, ends with or contains, whatever the case of its letters, in about one pass:
 * whole values and ends by tries, inner literals by windows of up to four characters. What `scan` reports is exact.
 */
export class LiteralIndex {
  readonly #starts = new Trie();
  readonly #ends = new Trie();
  /** Literals looked for anywhere, by the width of their window. */
  readonly #inner: GramTable[] = [];
  /** Those that plain text cannot hold, likewise. */
  readonly #foreign: GramTable[] = [];
  readonly #tables = new Map<string, GramTable>();
  #shortest = Number.POSITIVE_INFINITY;
  #size = 0;

  constructor(private readonly frequency: GramFrequency) {}

  /** Texts that are shorter hold none of the literals. */
  get shortest(): number {
    return this.#shortest;
  }

  /** Literals in it. */
  get size(): number {
    return this.#size;
  }

  add(kind: LiteralKind, text: string, payload: number): void {
    this.#size++;
    if (text.length < this.#shortest) this.#shortest = text.length;
    if (kind === 'suffix') this.#ends.insert(text, payload, { reversed: true, whole: false });
    // Every text contains the empty one, and begins with it.
    else if (kind === 'contains' && text !== '') this.#grams(text).add(text, payload);
    else this.#starts.insert(text, payload, { reversed: false, whole: kind === 'exact' });
  }

  /** Adds the payloads of all literals found to `hits`. Without `hits`, stops at the first. */
  scan(text: string, hits: Hits | undefined): boolean {
    if (text.length < this.#shortest) return false;
    let found = this.#starts.walk(text, false, hits);
    if (found && !hits) return true;
    found = this.#ends.walk(text, true, hits) || found;
    for (const grams of this.#inner) {
      if (found && !hits) return true;
      found = grams.scan(text, hits) || found;
    }
    if (this.#foreign.length === 0 || plainBytes(text)) return found;
    for (const grams of this.#foreign) {
      if (found && !hits) return true;
      found = grams.scan(text, hits) || found;
    }
    return found;
  }

  #grams(text: string): GramTable {
    const width = Math.min(GRAM, text.length), foreign = !plainBytes(text), key = `${width}|${foreign}`;
    let grams = this.#tables.get(key);
    if (!grams) {
      this.#tables.set(key, (grams = new GramTable(width, this.frequency)));
      (foreign ? this.#foreign : this.#inner).push(grams);
    }
    return grams;
  }
}
