import type { Hits } from './hits';
import { IntTable } from './int-table';
import { byteView, hasLowBytes, lowBytes, plainBytes } from './low-bytes';
import { foldAscii, standsAt } from './sigma-string';

/** How often a window of four characters occurs in the literals of all rules: the rarest one is the best sign that a literal is there. */
export type GramFrequency = (gram: number) => number;

export const GRAM = 4;
/** Sets the bit that tells lower-case from upper-case letters in each of the four bytes: folds letters, and merges some other characters. */
const FOLD = 0x20202020;
const STRIDE_MAX = 6;
/** Up to this many literals that are shorter than four characters are looked for one by one. */
const FEW_SHORT = 8;
/** A short text of which only few windows are looked at is read where it is. */
const DIRECT_STRIDE = 2, DIRECT_CHARS_MAX = 64;
/** Up to this many literals are entered under several windows each, so that the scan may skip. */
const STRIDE_LITERALS_MAX = 64;

/** Four characters as one integer, letters folded; different characters may share a byte, so a hit is a candidate only. Behind the end stand zeros. */
export function gramAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 255) | ((text.charCodeAt(at + 1) & 255) << 8) | ((text.charCodeAt(at + 2) & 255) << 16) | (text.charCodeAt(at + 3) << 24) | FOLD;
}

const EMPTY = new Uint32Array(0);
const FILTER_BITS_MIN = 13;
const FILTER_BITS_MAX = 18;
/** Bits of the filter for each window in it: about one window in thirty passes for nothing. */
const BITS_PER_WINDOW = 32;

interface Entry { text: string; payload: number }

/**
 * Finds folded literals anywhere in a text by hashed windows of `width` characters behind a bit filter. Literals that are shorter than four characters
 * have a table for their length, with windows as wide as they are.
 */
export class GramTable {
  readonly #entries: Entry[] = [];
  readonly #mask: number;
  readonly #fold: number;
  #filter = EMPTY;
  #shift = 0;
  readonly #heads = new IntTable();
  /** Chained (entry, offset of the window in it, next link). */
  readonly #links: number[] = [];
  #stride = 0;

  /** `width` is 1 to 4. */
  constructor(private readonly width: number, private readonly frequency: GramFrequency) {
    this.#mask = width === GRAM ? -1 : (1 << (width * 8)) - 1;
    this.#fold = FOLD & this.#mask;
  }

  /** The literal is at least `width` long; of a narrower table than four, exactly. */
  add(text: string, payload: number): void {
    this.#entries.push({ text, payload });
  }

  /** Adds the payloads of all literals found to `hits`. Without `hits`, stops at the first. */
  scan(text: string, hits: Hits | undefined): boolean {
    if (text.length < this.width) return false;
    if (this.width < GRAM && this.#entries.length <= FEW_SHORT) return this.#scanFew(foldAscii(text), hits);
    if (this.#stride === 0) this.#build();
    const bytes = this.#stride <= DIRECT_STRIDE ? lowBytes(text) : hasLowBytes(text) || (text.length > DIRECT_CHARS_MAX && plainBytes(text));
    return bytes ? this.#scanBytes(text, hits) : this.#scanText(text, hits);
  }

  #scanFew(folded: string, hits: Hits | undefined): boolean {
    let found = false;
    for (const { text, payload } of this.#entries) {
      if (!folded.includes(text)) continue;
      if (!hits) return true;
      found = true;
      hits.add(payload);
    }
    return found;
  }

  #build(): void {
    const shortest = this.#entries.reduce((least, { text }) => Math.min(least, text.length), Number.POSITIVE_INFINITY);
    this.#stride = this.#entries.length > STRIDE_LITERALS_MAX ? 1 : Math.min(STRIDE_MAX, shortest - this.width + 1);
    const bits = Math.ceil(Math.log2(this.#entries.length * this.#stride * BITS_PER_WINDOW));
    const filterBits = Math.min(FILTER_BITS_MAX, Math.max(FILTER_BITS_MIN, bits));
    this.#filter = new Uint32Array(1 << (filterBits - 5));
    this.#shift = 32 - filterBits;
    for (const [entry, { text }] of this.#entries.entries()) {
      const from = this.#rarest(text, this.#stride);
      for (let offset = from; offset < from + this.#stride; offset++) this.#link(entry, offset);
    }
  }

  #link(entry: number, offset: number): void {
    const gram = (gramAt(this.#entries[entry]?.text ?? '', offset) & this.#mask) | this.#fold;
    const next = this.#heads.get(gram);
    this.#heads.set(gram, this.#links.push(entry, offset, next) - 3);
    const bit = Math.imul(gram, 0x9e3779b1) >>> this.#shift;
    this.#filter[bit >>> 5] = (this.#filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** Where the `count` neighbouring windows begin that are rarest together. */
  #rarest(text: string, count: number): number {
    const frequencies = Array.from({ length: text.length - this.width + 1 }, (_, at) => this.frequency(gramAt(text, at)));
    let sum = frequencies.slice(0, count).reduce((total, frequency) => total + frequency, 0);
    let least = sum;
    let from = 0;
    for (let at = 1; at + count <= frequencies.length; at++) {
      sum += (frequencies[at + count - 1] ?? 0) - (frequencies[at - 1] ?? 0);
      if (sum < least) {
        least = sum;
        from = at;
      }
    }
    return from;
  }

  #scanText(text: string, hits: Hits | undefined): boolean {
    const filter = this.#filter, shift = this.#shift, stride = this.#stride, mask = this.#mask, fold = this.#fold;
    const last = text.length - this.width;
    let found = false;
    for (let at = 0; at <= last; at += stride) {
      // `gramAt`, written out: this is where the time goes.
      const four = (text.charCodeAt(at) & 255) | ((text.charCodeAt(at + 1) & 255) << 8) | ((text.charCodeAt(at + 2) & 255) << 16) | (text.charCodeAt(at + 3) << 24);
      const gram = (four & mask) | fold;
      const bit = Math.imul(gram, 0x9e3779b1) >>> shift;
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      if (this.#verify(text, at, gram, hits)) {
        if (!hits) return true;
        found = true;
      }
    }
    return found;
  }

  /** The same over the low bytes of a text, four at once. */
  #scanBytes(text: string, hits: Hits | undefined): boolean {
    const filter = this.#filter, shift = this.#shift, stride = this.#stride, mask = this.#mask, fold = this.#fold;
    const last = text.length - this.width;
    let found = false;
    for (let at = 0; at <= last; at += stride) {
      const gram = (byteView.getInt32(at, true) & mask) | fold;
      const bit = Math.imul(gram, 0x9e3779b1) >>> shift;
      if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      if (this.#verify(text, at, gram, hits)) {
        if (!hits) return true;
        found = true;
      }
    }
    return found;
  }

  #verify(text: string, at: number, gram: number, hits: Hits | undefined): boolean {
    let found = false;
    for (let link = this.#heads.get(gram); link >= 0; link = this.#links[link + 2] ?? -1) {
      const entry = this.#entries[this.#links[link] ?? 0];
      if (!entry || hits?.has(entry.payload) || !standsAt(text, at - (this.#links[link + 1] ?? 0), entry.text)) continue;
      if (!hits) return true;
      found = true;
      hits.add(entry.payload);
    }
    return found;
  }
}
