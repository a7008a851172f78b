import { asciiBytes, byteView } from './ascii-bytes';
import { IntTable } from './int-table';
import { foldAscii, standsAt } from './sigma-string';

/** How often a window of four characters occurs in the literals of all rules: the rarest one is the best sign that a literal is there. */
export type GramFrequency = (gram: number) => number;

export const GRAM = 4;
/** Sets the bit that tells lower-case from upper-case letters in each of the four bytes: folds letters, and merges some other characters. */
const FOLD = 0x20202020;
const STRIDE_MAX = 6;
/** Up to this many literals are entered under several windows each, so that the scan may skip. */
const STRIDE_LITERALS_MAX = 64;

/** Four characters as one integer, letters folded; different characters may share a byte, so a hit is a candidate only. */
export function gramAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 255) | ((text.charCodeAt(at + 1) & 255) << 8) | ((text.charCodeAt(at + 2) & 255) << 16) | (text.charCodeAt(at + 3) << 24) | FOLD;
}

const EMPTY = new Uint32Array(0);
const BLOOM_WORDS = 2048;

const bitOf = (gram: number): number => Math.imul(gram, 0x9e3779b1) >>> 16;

interface Entry { text: string; payload: number }

/** Finds folded literals anywhere in a text by hashed windows of four characters behind a bit filter. */
export class GramTable {
  readonly #short: Entry[] = [];
  readonly #long: Entry[] = [];
  #bloom = EMPTY;
  readonly #heads = new IntTable();
  /** Chained (entry, offset of the window in it, next link). */
  readonly #links: number[] = [];
  #stride = 0;

  constructor(private readonly frequency: GramFrequency) {}

  add(text: string, payload: number): void {
    (text.length < GRAM ? this.#short : this.#long).push({ text, payload });
  }

  scan(text: string, out: number[] | undefined): boolean {
    const found = this.#short.length > 0 && this.#scanShort(foldAscii(text), out);
    if (found && !out) return true;
    if (this.#long.length === 0 || text.length < GRAM) return found;
    if (this.#stride === 0) this.#build();
    if (asciiBytes(text)) return this.#scanBytes(text, out) || found;
    return (this.#stride === 1 ? this.#scanAll(text, out) : this.#scanStrided(text, out)) || found;
  }

  #scanShort(folded: string, out: number[] | undefined): boolean {
    let found = false;
    for (const { text, payload } of this.#short) {
      if (!folded.includes(text)) continue;
      if (!out) return true;
      found = true;
      out.push(payload);
    }
    return found;
  }

  #build(): void {
    this.#bloom = new Uint32Array(BLOOM_WORDS);
    const shortest = this.#long.reduce((least, { text }) => Math.min(least, text.length), Number.POSITIVE_INFINITY);
    this.#stride = this.#long.length > STRIDE_LITERALS_MAX ? 1 : Math.min(STRIDE_MAX, shortest - GRAM + 1);
    for (const [entry, { text }] of this.#long.entries()) {
      const from = this.#rarest(text, this.#stride);
      for (let offset = from; offset < from + this.#stride; offset++) this.#link(entry, offset);
    }
  }

  #link(entry: number, offset: number): void {
    const gram = gramAt(this.#long[entry]?.text ?? '', offset);
    const next = this.#heads.get(gram);
    this.#heads.set(gram, this.#links.push(entry, offset, next) - 3);
    const bit = bitOf(gram);
    this.#bloom[bit >>> 5] = (this.#bloom[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  /** Where the `count` neighbouring windows begin that are rarest together. */
  #rarest(text: string, count: number): number {
    const frequencies = Array.from({ length: text.length - GRAM + 1 }, (_, at) => this.frequency(gramAt(text, at)));
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

  #scanAll(text: string, out: number[] | undefined): boolean {
    const bloom = this.#bloom;
    let found = false;
    let rolling = ((text.charCodeAt(0) & 255) << 8) | ((text.charCodeAt(1) & 255) << 16) | (text.charCodeAt(2) << 24);
    for (let at = 3; at < text.length; at++) {
      rolling = (rolling >>> 8) | (text.charCodeAt(at) << 24);
      const bit = Math.imul(rolling | FOLD, 0x9e3779b1) >>> 16;
      if (((bloom[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      if (this.#verify(text, at - 3, rolling | FOLD, out)) {
        if (!out) return true;
        found = true;
      }
    }
    return found;
  }

  #scanStrided(text: string, out: number[] | undefined): boolean {
    const bloom = this.#bloom;
    const stride = this.#stride;
    const last = text.length - GRAM;
    let found = false;
    for (let at = 0; at <= last; at += stride) {
      const gram = (text.charCodeAt(at) & 255) | ((text.charCodeAt(at + 1) & 255) << 8) | ((text.charCodeAt(at + 2) & 255) << 16) | (text.charCodeAt(at + 3) << 24) | FOLD;
      const bit = Math.imul(gram, 0x9e3779b1) >>> 16;
      if (((bloom[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      if (this.#verify(text, at, gram, out)) {
        if (!out) return true;
        found = true;
      }
    }
    return found;
  }

  /** The same over the bytes of a plain text, four at once. */
  #scanBytes(text: string, out: number[] | undefined): boolean {
    const bloom = this.#bloom;
    const stride = this.#stride;
    const last = text.length - GRAM;
    let found = false;
    for (let at = 0; at <= last; at += stride) {
      const gram = byteView.getInt32(at, true) | FOLD;
      const bit = Math.imul(gram, 0x9e3779b1) >>> 16;
      if (((bloom[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      if (this.#verify(text, at, gram, out)) {
        if (!out) return true;
        found = true;
      }
    }
    return found;
  }

  #verify(text: string, at: number, gram: number, out: number[] | undefined): boolean {
    let found = false;
    for (let link = this.#heads.get(gram); link >= 0; link = this.#links[link + 2] ?? -1) {
      const entry = this.#long[this.#links[link] ?? 0];
      if (!entry || !standsAt(text, at - (this.#links[link + 1] ?? 0), entry.text)) continue;
      if (!out) return true;
      found = true;
      out.push(entry.payload);
    }
    return found;
  }
}
