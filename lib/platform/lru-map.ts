/** A map that forgets what was not asked for longest, once it holds more than `max` (entries, or the sum of their sizes). */
export class LruMap<K, V> {
  readonly #entries = new Map<K, { value: V; size: number }>();
  #total = 0;

  constructor(private readonly max: number, private readonly sizeOf: (value: V) => number = () => 1) {}

  get(key: K): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** The newest entry stays, however large it is. */
  set(key: K, value: V): void {
    this.delete(key);
    const size = this.sizeOf(value);
    this.#entries.set(key, { value, size });
    this.#total += size;
    for (const oldest of this.#entries.keys()) {
      if (this.#total <= this.max || oldest === key) return;
      this.delete(oldest);
    }
  }

  delete(key: K): void {
    this.#total -= this.#entries.get(key)?.size ?? 0;
    this.#entries.delete(key);
  }

  get size(): number {
    return this.#entries.size;
  }
}
