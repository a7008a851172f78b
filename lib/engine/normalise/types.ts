import type { Family, Normalised } from '../activity/activity';
import type { RawRecord } from '../decode/types';
import type { Format } from '../pipeline-types';

export interface NormaliseContext {
  /** The sender's word on what the body is; `auto` when it left that open. */
  format: Format;
  /** Added to record times that carry no zone. */
  clockSkewSeconds: number;
  /** Epoch ms; the time of records that have none. */
  receivedAt: number;
}

/** A sensor family: whether a record is one of its own, and what it becomes. `normalise` owns the record and may add fields to it. */
export interface Recogniser {
  family: Family;
  recognises(record: RawRecord): boolean;
  normalise(record: RawRecord, context: NormaliseContext): Normalised;
}
