import { IntTable } from './int-table';
import type { LiteralKind } from './matcher';

/** How often a window of four characters occurs in the literals of all rules: the rarest one is the best sign that a literal is there. */
export type GramFrequency = (gram: number) => number;

export const GRAM = 4;

/** Four characters as one integer; characters past 255 share the byte of their low half, so a hit is a candidate only. */
export function gramAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 255) | ((text.charCodeAt(at + 1) & 255) << 8) | ((text.charCodeAt(at + 2) & 255) << 16) | (text.charCodeAt(at + 3) << 24);
}

interface Entry { text: string; payload: number; offset: number; next: number }

/**
 * Finds which of many folded literals a folded text equals, begins with, ends with or contains, in about one pass over the text:
 * whole values by hash, ends by two tries, inner literals by their rarest four characters. What `scan` reports is exact.
 */
export class LiteralIndex {
  readonly #exact = new Map<string, number[]>();
  readonly #entries: Entry[] = [];
  readonly #prefixes = new Trie();
  readonly #suffixes = new Trie();
  readonly #grams = new IntTable();
  readonly #bloom = new Uint32Array(2048);
  readonly #short: Entry[] = [];

  constructor(private readonly frequency: GramFrequency) {}

  add(kind: LiteralKind, text: string, payload: number): void {
    if (kind === 'exact') {
      const payloads = this.#exact.get(text);
      if (payloads) payloads.push(payload);
      else this.#exact.set(text, [payload]);
    } else if (kind === 'prefix' || kind === 'suffix') {
      const trie = kind === 'prefix' ? this.#prefixes : this.#suffixes;
      const node = trie.insert(text, kind === 'suffix');
      trie.terminals.set(node, this.#push({ text, payload, offset: 0, next: trie.terminals.get(node) ?? -1 }));
    } else if (text.length < GRAM) this.#short.push({ text, payload, offset: 0, next: -1 });
    else this.#addGram(text, payload);
  }

  /** Adds the payloads of all literals found to `out`, perhaps repeatedly. Without `out`, stops at the first. */
  scan(text: string, out: number[] | undefined): boolean {
    const payloads = this.#exact.size > 0 ? this.#exact.get(text) : undefined;
    if (payloads) {
      if (!out) return true;
      for (const payload of payloads) out.push(payload);
    }
    let found = payloads !== undefined;
    if (this.#prefixes.size > 0) found = this.#walk(this.#prefixes, text, false, out) || found;
    if (this.#suffixes.size > 0 && (out || !found)) found = this.#walk(this.#suffixes, text, true, out) || found;
    for (const { text: literal, payload } of this.#short) {
      if (found && !out) return true;
      if (text.includes(literal)) {
        found = true;
        out?.push(payload);
      }
    }
    return this.#grams.size > 0 && (out || !found) ? this.#scanGrams(text, out) || found : found;
  }

  #push(entry: Entry): number {
    return this.#entries.push(entry) - 1;
  }

  #addGram(text: string, payload: number): void {
    let offset = 0;
    let rarest = Number.POSITIVE_INFINITY;
    for (let at = 0; at + GRAM <= text.length; at++) {
      const frequency = this.frequency(gramAt(text, at));
      if (frequency < rarest) {
        rarest = frequency;
        offset = at;
      }
    }
    const gram = gramAt(text, offset);
    this.#grams.set(gram, this.#push({ text, payload, offset, next: this.#grams.get(gram) }));
    const bit = Math.imul(gram, 0x9e3779b1) >>> 16;
    this.#bloom[bit >>> 5] = (this.#bloom[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }

  #scanGrams(text: string, out: number[] | undefined): boolean {
    const bloom = this.#bloom;
    let found = false;
    let gram = ((text.charCodeAt(0) & 255) << 8) | ((text.charCodeAt(1) & 255) << 16) | (text.charCodeAt(2) << 24);
    for (let at = 3; at < text.length; at++) {
      gram = (gram >>> 8) | (text.charCodeAt(at) << 24);
      const bit = Math.imul(gram, 0x9e3779b1) >>> 16;
      if (((bloom[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) continue;
      for (let next = this.#grams.get(gram); next >= 0; ) {
        const entry = this.#entries[next];
        if (!entry) break;
        if (text.startsWith(entry.text, at - 3 - entry.offset)) {
          if (!out) return true;
          found = true;
          out.push(entry.payload);
        }
        next = entry.next;
      }
    }
    return found;
  }

  #walk(trie: Trie, text: string, reversed: boolean, out: number[] | undefined): boolean {
    let found = false;
    let node = 0;
    for (let step = 0; ; step++) {
      for (let next = trie.terminals.get(node) ?? -1; next >= 0; ) {
        const entry = this.#entries[next];
        if (!entry) break;
        if (reversed ? text.endsWith(entry.text) : text.startsWith(entry.text)) {
          if (!out) return true;
          found = true;
          out.push(entry.payload);
        }
        next = entry.next;
      }
      if (step >= text.length) return found;
      node = trie.child(node, text.charCodeAt(reversed ? text.length - 1 - step : step));
      if (node < 0) return found;
    }
  }
}

class Trie {
  readonly terminals = new Map<number, number>();
  readonly #edges = new IntTable();
  #nodes = 1;

  get size(): number {
    return this.terminals.size;
  }

  child(node: number, code: number): number {
    return this.#edges.get((node << 8) | (code & 255));
  }

  insert(text: string, reversed: boolean): number {
    let node = 0;
    for (let step = 0; step < text.length; step++) {
      const code = text.charCodeAt(reversed ? text.length - 1 - step : step);
      let next = this.child(node, code);
      if (next < 0) {
        next = this.#nodes++;
        this.#edges.set((node << 8) | (code & 255), next);
      }
      node = next;
    }
    return node;
  }
}
