import type { Format } from '../engine/pipeline-types';
import type { SimulatedBatch } from '../simulate/options';

export interface RecordBatch { format: Format; records: string[] }

/** Joins a simulation's small batches into bodies of up to `recordsMax` records of one source each, in the order of time within a source. */
export function* batchRecords(batches: Iterable<SimulatedBatch>, recordsMax: number): Generator<RecordBatch> {
  const open = new Map<SimulatedBatch['source'], RecordBatch>();
  for (const { source, format, records } of batches) {
    const batch = open.get(source) ?? { format, records: [] };
    open.set(source, batch);
    batch.records.push(...records);
    if (batch.records.length >= recordsMax) {
      open.delete(source);
      yield batch;
    }
  }
  yield* [...open.values()].filter((b) => b.records.length > 0);
}
