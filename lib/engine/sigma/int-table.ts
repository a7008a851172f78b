/** A map from 32-bit integers to non-negative integers, without allocation on lookup. */
export class IntTable {
  #keys = new Int32Array(16);
  #values = new Int32Array(16).fill(-1);
  #mask = 15;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The value, or -1. */
  get(key: number): number {
    const mask = this.#mask;
    let at = (Math.imul(key, 0x9e3779b1) >>> 15) & mask;
    for (;;) {
      const value = this.#values[at] ?? -1;
      if (value === -1 || this.#keys[at] === key) return value;
      at = (at + 1) & mask;
    }
  }

  set(key: number, value: number): void {
    if (this.#size * 2 > this.#mask) this.#grow();
    let at = (Math.imul(key, 0x9e3779b1) >>> 15) & this.#mask;
    while (this.#values[at] !== -1 && this.#keys[at] !== key) at = (at + 1) & this.#mask;
    if (this.#values[at] === -1) this.#size++;
    this.#keys[at] = key;
    this.#values[at] = value;
  }

  #grow(): void {
    const keys = this.#keys;
    const values = this.#values;
    const capacity = (this.#mask + 1) * 2;
    this.#keys = new Int32Array(capacity);
    this.#values = new Int32Array(capacity).fill(-1);
    this.#mask = capacity - 1;
    this.#size = 0;
    for (const [at, value] of values.entries()) if (value !== -1) this.set(keys[at] ?? 0, value);
  }
}
