import type { MatchFact } from '../engine/correlate/types';
import type { RecordOrigin } from '../engine/decode/types';
import type { Format } from '../engine/pipeline-types';
import type { ExceptionsInForce } from '../exceptions/exceptions-in-force';
import type { PackedRules, RuleUse } from '../rules/thread-types';
import type { SegmentRow } from './activity-segments';
import type { Refusal } from './inflate-body';

/** Bodies that are taken apart into lines before they are read. */
export type Envelope = 'otlp-protobuf' | 'otlp-json';

/** What the thread needs to make finished rows; `body` is transferred, not copied. */
export interface PipelineTask {
  body: Uint8Array<ArrayBuffer>;
  tenantId: number;
  sourceId: number;
  /** Decimal text of the bigint. */
  chunkId: string;
  /** Epoch ms. */
  receivedAt: number;
  receivedDay: string;
  format: Format;
  /** What the records are wrapped in; absent: the body is the records. */
  envelope?: Envelope | undefined;
  /** Makes equal bodies different batches: for senders that never send a batch again by themselves. */
  batchId?: string | undefined;
  clockSkewSeconds: number;
  /** What the sender said of all records beside them. */
  origin?: RecordOrigin | undefined;
  /** Of bodies in the format `bulk`. */
  bulk?: BulkTask | undefined;
  /** Absent: the built-in rules as they are. */
  rules?: PackedRules | undefined;
  /** Absent: none. */
  exceptions?: ExceptionsInForce | undefined;
}

export interface BulkTask {
  /** For actions that name no index. */
  index: string;
  /** Items whose documents were sent before. */
  repeated: readonly number[];
}

/** What is answered to a bulk body, item by item. */
export interface PreparedBulk {
  /** The beginning of each item's answer, one per line. */
  items: string;
  rejected: { item: number; reason: string }[];
  /** Items that were left out, because their documents were sent before. */
  repeated: number[];
  /** Items with an id that are to be stored, and the keys of their documents, end to end. */
  keyed: Uint32Array<ArrayBuffer>;
  keys: Uint8Array<ArrayBuffer>;
  /** The body as it came, for another try without what turns out to be repeated. */
  sent: Uint8Array<ArrayBuffer>;
}

interface AnsweredReject { index: number; reason: string }

/** COPY payloads, ready to be streamed. */
export interface CopyPayloads {
  detection: Uint8Array<ArrayBuffer>[];
  fact: Uint8Array<ArrayBuffer>[];
  reject: Uint8Array<ArrayBuffer>[];
}

export interface PreparedBatch {
  sha256: Uint8Array<ArrayBuffer>;
  bodyBytes: number;
  received: number;
  stored: number;
  rejectedCount: number;
  /** The first ones, for the answer. */
  rejected: AnsweredReject[];
  detections: number;
  firstObserved: number | undefined;
  lastObserved: number | undefined;
  /** Family → number of records. */
  families: Record<string, number>;
  blocks: Uint8Array<ArrayBuffer>;
  spans: Uint8Array<ArrayBuffer>;
  content: Uint8Array<ArrayBuffer>;
  /** All activities. */
  segments: SegmentRow[];
  copy: CopyPayloads;
  ruleUse: RuleUse;
  bulk?: PreparedBulk;
}

/** A stored chunk, to be matched once more with other rules. `content` is transferred. */
export interface ReplayTask {
  blocks: Uint8Array;
  content: Uint8Array<ArrayBuffer>;
  tenantId: number;
  chunkId: string;
  receivedAt: number;
  receivedDay: string;
  format: Format;
  clockSkewSeconds: number;
  origin?: RecordOrigin | undefined;
  sourceId: number;
  rules: PackedRules;
  /** Absent: none. */
  exceptions?: ExceptionsInForce | undefined;
  /** How many matching records are named. */
  sampleMax: number;
}

export interface ReplayAnswer {
  records: number;
  matches: number;
  /** Ordinals of the first records that match. */
  sample: number[];
  byEndpoint: Map<string, number>;
  byAccount: Map<string, number>;
  byDay: Map<string, number>;
  /** What correlation rules of the set must remember of these records. */
  facts: MatchFact[];
}

export type PipelineAnswer = { ok: true; batch: PreparedBatch } | { ok: false; refusal: Refusal };
