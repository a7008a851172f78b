import type { Activity } from './activity/activity';
import type { Fact } from './correlate/types';
import type { RecordOrigin } from './decode/types';
import type { RuleInfo, RuleMatch } from './sigma/types';

export const FORMATS = ['auto', 'json', 'windows', 'zeek', 'cef', 'leef', 'syslog', 'syslog-frames', 'hec', 'bulk'] as const;
export type Format = (typeof FORMATS)[number];

/** Limits of one accepted body; each has its own clear error. */
export interface DecodeLimits { recordsMax: number; recordBytesMax: number; depthMax: number }

export interface PipelineOptions {
  format: Format;
  /** Added to record times that carry no zone. */
  clockSkewSeconds: number;
  /** Epoch ms; used when a record has no time. */
  receivedAt: number;
  limits: DecodeLimits;
  /** The exception that mutes a rule's match on an activity, if one does. */
  mute?: ((activity: Activity, ruleId: string) => number | undefined) | undefined;
  /** What the sender said of all records of the body. */
  origin?: RecordOrigin | undefined;
}

/** Where record `ordinal` lies in the inflated body: bytes [start, end). */
export interface RecordSpan { start: number; end: number }

/** A record that could not become an activity. It is kept, shown and replayable. `index` counts from 0 over all records of the body. */
export interface Reject { index: number; reason: string; start: number; end: number }

/**
 * An activity that rules matched, or that is a product's own finding, or both. `productRule` is what the finding stands for; one of `matches` bears its
 * id. It is in no rule set: `productRuleOf(activity)` gives it again from the stored activity.
 */
export interface PipelineDetection { ordinal: number; activity: Activity; matches: readonly RuleMatch[]; productRule?: RuleInfo }

/** `ordinal` is the position in `spans` and in `activities`. Spans cover good records only; rejects carry their own. */
export interface PipelineResult {
  received: number;
  spans: RecordSpan[];
  activities: Activity[];
  detections: PipelineDetection[];
  facts: Fact[];
  rejects: Reject[];
}
