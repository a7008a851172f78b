interface Entry { at: number; order: number; run: (at: number) => void }

/** What is going to happen, earliest first; entries of the same moment keep the order in which they were planned. */
export class Agenda {
  private readonly heap: Entry[] = [];
  private planned = 0;

  constructor(private readonly endAt: number) {}

  /** Plans `run` for `at`; beyond the end of the simulated time nothing is planned. */
  plan(at: number, run: (at: number) => void): void {
    if (at >= this.endAt) return;
    const entry: Entry = { at: Math.floor(at), order: this.planned, run };
    this.planned += 1;
    let index = this.heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.heap[parent];
      if (above === undefined || !before(entry, above)) break;
      this.heap[index] = above;
      index = parent;
    }
    this.heap[index] = entry;
  }

  /** Runs everything before `until`, including what is planned meanwhile. */
  runUntil(until: number): void {
    for (let entry = this.heap[0]; entry !== undefined && entry.at < until; entry = this.heap[0]) {
      this.removeFirst();
      entry.run(entry.at);
    }
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      const left = this.heap[child];
      if (left === undefined) break;
      const right = this.heap[child + 1];
      let smaller = left;
      if (right !== undefined && before(right, left)) {
        smaller = right;
        child += 1;
      }
      if (!before(smaller, last)) break;
      this.heap[index] = smaller;
      index = child;
    }
    this.heap[index] = last;
  }
}

function before(left: Entry, right: Entry): boolean {
  return left.at < right.at || (left.at === right.at && left.order < right.order);
}
