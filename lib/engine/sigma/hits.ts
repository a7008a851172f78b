/** The literals that one event shows, by number: each once, however often it occurs. */
export class Hits {
  readonly list: number[] = [];
  readonly #stamps: Uint32Array;
  #stamp = 0;

  constructor(literals: number) {
    this.#stamps = new Uint32Array(literals);
  }

  clear(): void {
    this.list.length = 0;
    if (++this.#stamp <= 0xffffffff) return;
    this.#stamp = 1;
    this.#stamps.fill(0);
  }

  has(literal: number): boolean {
    return this.#stamps[literal] === this.#stamp;
  }

  add(literal: number): void {
    if (this.#stamps[literal] === this.#stamp) return;
    this.#stamps[literal] = this.#stamp;
    this.list.push(literal);
  }
}
