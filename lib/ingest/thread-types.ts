import type { Format } from '../engine/pipeline-types';
import type { PackedRules, RuleUse } from '../rules/thread-types';
import type { Refusal } from './inflate-body';

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
  clockSkewSeconds: number;
  /** Absent: the built-in rules as they are. */
  rules?: PackedRules | undefined;
}

interface AnsweredReject { index: number; reason: string }

/** COPY payloads, ready to be streamed. */
export interface CopyPayloads {
  activity: Uint8Array<ArrayBuffer>[];
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
  copy: CopyPayloads;
  ruleUse: RuleUse;
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
  rules: PackedRules;
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
}

export type PipelineAnswer = { ok: true; batch: PreparedBatch } | { ok: false; refusal: Refusal };
