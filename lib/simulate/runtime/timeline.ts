import { FORMAT_OF, SOURCES, type SimulatedBatch, type SimulatedSource } from '../options';

const BATCH_RECORDS_MAX = 500;
const BATCH_SPAN_MS = 300_000;

interface Entry { at: number; source: SimulatedSource; text: string }
interface OpenBatch { at: number; records: string[] }

/** Puts records in time order: they wait by the second until nothing earlier can come, then leave in batches per source. */
export class Timeline {
  /** Records accepted so far, sent or still waiting. */
  accepted = 0;
  private readonly waiting = new Map<number, Entry[]>();
  private readonly open = new Map<SimulatedSource, OpenBatch>();
  private second: number;

  constructor(startAt: number, private readonly endAt: number) {
    this.second = Math.floor(startAt / 1000);
  }

  /** Accepts one record; what lies beyond the end of the simulated time is not part of it. */
  emit(source: SimulatedSource, at: number, text: string): void {
    if (at >= this.endAt) return;
    const second = Math.max(Math.floor(at / 1000), this.second);
    const entries = this.waiting.get(second);
    if (entries === undefined) this.waiting.set(second, [{ at, source, text }]);
    else entries.push({ at, source, text });
    this.accepted += 1;
  }

  /** Batches that are complete once nothing before `until` can come any more. */
  *drain(until: number): Generator<SimulatedBatch> {
    const last = Math.floor(until / 1000);
    for (; this.second < last; this.second += 1) {
      const entries = this.waiting.get(this.second);
      if (entries === undefined) continue;
      this.waiting.delete(this.second);
      entries.sort((left, right) => left.at - right.at);
      for (const entry of entries) {
        const full = this.append(entry);
        if (full !== undefined) yield full;
      }
    }
    for (const source of SOURCES) {
      const batch = this.open.get(source);
      if (batch !== undefined && batch.at + BATCH_SPAN_MS <= until) yield this.close(source, batch);
    }
  }

  /** Everything that is left. */
  *finish(): Generator<SimulatedBatch> {
    yield* this.drain(this.endAt + 1000);
    for (const source of SOURCES) {
      const batch = this.open.get(source);
      if (batch !== undefined) yield this.close(source, batch);
    }
  }

  private append(entry: Entry): SimulatedBatch | undefined {
    const batch = this.open.get(entry.source);
    if (batch === undefined) {
      this.open.set(entry.source, { at: entry.at, records: [entry.text] });
      return undefined;
    }
    batch.records.push(entry.text);
    return batch.records.length >= BATCH_RECORDS_MAX ? this.close(entry.source, batch) : undefined;
  }

  private close(source: SimulatedSource, batch: OpenBatch): SimulatedBatch {
    this.open.delete(source);
    return { source, format: FORMAT_OF[source], at: batch.at, records: batch.records };
  }
}
