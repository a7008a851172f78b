/** Four 32-bit hashes of a text and a seed (cyrb128's mixing), for streams and digests that never change with unrelated edits. */
export function hash128(text: string, seed = 0): [number, number, number, number] {
  let a = 1779033703 ^ seed;
  let b = 3144134277 ^ seed;
  let c = 1013904242 ^ seed;
  let d = 2773480762 ^ seed;
  for (let i = 0; i < text.length; i += 1) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  const all = a ^ b ^ c ^ d;
  return [all >>> 0, (b ^ all) >>> 0, (c ^ all) >>> 0, (d ^ all) >>> 0];
}

export function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** A digest-like text of `length` hexadecimal letters, always the same for the same text. */
export function hexDigest(text: string, length: number): string {
  let out = '';
  for (let round = 0; out.length < length; round += 1) out += hash128(text, round).map(hex32).join('');
  return out.slice(0, length);
}

/** A small seeded generator (sfc32). Each actor has its own, so that one actor's choices do not move another's. */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private d = 1;

  constructor(seed: number, stream: string) {
    [this.a, this.b, this.c] = hash128(stream, seed);
    for (let i = 0; i < 12; i += 1) this.uint32();
  }

  uint32(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = ((this.c << 21) | (this.c >>> 11)) + t;
    this.c |= 0;
    return t >>> 0;
  }

  /** [0, 1) */
  next(): number {
    return this.uint32() / 4294967296;
  }

  /** A whole number from `low` to `high`, both possible. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** Bell-shaped around `mean`, never further than 3 × `spread` from it. */
  around(mean: number, spread: number): number {
    return mean + (this.next() + this.next() + this.next() - 1.5) * 2 * spread;
  }

  hex(length: number): string {
    let out = '';
    while (out.length < length) out += hex32(this.uint32());
    return out.slice(0, length);
  }
}
