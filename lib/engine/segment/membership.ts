/**
 * Which values a segment may hold: a Bloom filter in blocks of 32 bytes. A value chooses one block and one bit in each of its eight words, so that a reader needs
 * one block of the filter only. It never denies a value that is there; of others it lets about one in two hundred through.
 */
export const FILTER_BLOCK_BYTES = 32;
const BITS_PER_VALUE = 12;
const WORDS = 8;
/** Odd numbers that scatter one hash into eight bit numbers. */
const SALTS = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1, 0xd3a2646d, 0xfd7046c5, 0xb55a4f09] as const;

/** Of long values the beginning and the length count. */
const HASHED_CHARS_MAX = 256;

export interface ValueHash { block: number; bits: number }

/** Letters fold, as in every comparison of search. */
export function hashValue(value: string): ValueHash {
  hashInto(value);
  return { block: lastBlock, bits: lastBits };
}

let lastBlock = 0, lastBits = 0;

/** The hash in two numbers of the module, so that thousands of values need no object each. */
function hashInto(value: string): void {
  const text = value.toLowerCase();
  let a = 0x811c9dc5 ^ text.length, b = 0x1b873593;
  const end = Math.min(text.length, HASHED_CHARS_MAX);
  for (let at = 0; at < end; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b + code, 0xcc9e2d51) ^ (b >>> 15);
  }
  lastBlock = scatter(a);
  lastBits = scatter(b ^ a);
}

function scatter(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Which of `blocks` blocks holds the value. */
export const blockNumber = ({ block }: ValueHash, blocks: number): number => block % blocks;

export class FilterWriter {
  readonly #known = new Set<string>();

  add(value: string): void {
    this.#known.add(value);
  }

  finish(): Uint8Array<ArrayBuffer> {
    const blocks = Math.max(1, Math.ceil((this.#known.size * BITS_PER_VALUE) / (FILTER_BLOCK_BYTES * 8)));
    const filter = new Uint8Array(blocks * FILTER_BLOCK_BYTES);
    for (const value of this.#known) {
      hashInto(value);
      const start = (lastBlock % blocks) * FILTER_BLOCK_BYTES;
      for (let word = 0; word < WORDS; word++) {
        const bit = bitOf(lastBits, word), at = start + word * 4 + (bit >> 3);
        filter[at] = (filter[at] as number) | (1 << (bit & 7));
      }
    }
    return filter;
  }
}

const bitOf = (bits: number, word: number): number => Math.imul(bits, SALTS[word] as number) >>> 27;

/** False: the value is certainly not in the segment. `block` is the block of its filter that the hash chooses. */
export function mayHold(block: Uint8Array, hash: ValueHash): boolean {
  for (let word = 0; word < WORDS; word++) {
    const bit = bitOf(hash.bits, word);
    if (((block[word * 4 + (bit >> 3)] as number) & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}
