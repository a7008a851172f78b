import type { Format } from '../engine/pipeline-types';
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
}

export type PipelineAnswer = { ok: true; batch: PreparedBatch } | { ok: false; refusal: Refusal };
