import type { SigmaEvent } from '../activity/activity';

export const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type Level = (typeof LEVELS)[number];

/** A rule file as it was read; `file` is shown with every error. */
export interface RuleSource { file: string; text: string }

/** What the rest of the product needs to know of a rule; the compiled form stays inside the engine. */
export interface RuleInfo {
  id: string;
  title: string;
  description: string;
  level: Level;
  status: string;
  author: string;
  /** ATT&CK tactic ids, e.g. `TA0002`. */
  tactics: readonly string[];
  /** ATT&CK technique ids, e.g. `T1059.001`. */
  techniques: readonly string[];
  falsePositives: readonly string[];
  references: readonly string[];
  logSource: LogSource;
  file: string;
  /** Short unique name that correlation rules may refer to instead of the id. */
  name?: string;
  license?: string;
}

/** Lower-cased; an absent part means "any". */
export interface LogSource { product?: string; category?: string; service?: string }

export interface RuleError { file: string; line: number; column: number; ruleId?: string; reason: string }

/** One reason why a rule matched: this value of this field made this part of this selection true. */
export interface MatchedField { selection: string; field: string; value: string; pattern: string }

export interface RuleMatch {
  ruleId: string;
  matched: readonly MatchedField[];
  /** The exception that mutes it; absent: none. */
  mutedBy?: number;
}

export interface CompileOptions {
  /** Values of `%placeholders%` for the `expand` modifier; wildcards in them keep their meaning. */
  variables?: Readonly<Record<string, readonly string[]>>;
}

export const CORRELATION_TYPES = ['event_count', 'value_count', 'temporal', 'temporal_ordered', 'value_sum', 'value_avg', 'value_percentile'] as const;
export type CorrelationType = (typeof CORRELATION_TYPES)[number];

export const THRESHOLD_OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'] as const;
export type ThresholdOperator = (typeof THRESHOLD_OPERATORS)[number];

/** A correlation rule as written; `rules` are ids or names of rules or of other correlation rules. */
export interface CorrelationRule {
  id: string;
  name?: string;
  title: string;
  description: string;
  level: Level;
  status: string;
  author: string;
  tactics: readonly string[];
  techniques: readonly string[];
  falsePositives: readonly string[];
  file: string;
  type: CorrelationType;
  rules: readonly string[];
  groupBy: readonly string[];
  timespanSeconds: number;
  /** alias → rule id or name → field of that rule's events. */
  aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** All must hold. */
  thresholds: readonly { operator: ThresholdOperator; value: number }[];
  /** Fields whose values are counted or summed; empty for counts of events and rules. */
  fields: readonly string[];
  /** For `value_percentile`: which percentile of the numbers is compared. Absent: the share of each value, in per cent of all, is. */
  percentile?: number;
  /** True: the referred rules also raise detections of their own. */
  generate: boolean;
}

/** A global filter: suppresses matches of `rules` (ids or names; empty means every rule of the log source) that its selections describe. */
export interface FilterRule { id: string; title: string; description: string; logSource: LogSource; rules: readonly string[]; file: string }

export interface RuleSet {
  readonly rules: readonly RuleInfo[];
  readonly errors: readonly RuleError[];
  /** Rules that are sound but cannot run as things are, for example because a placeholder has no value. */
  readonly warnings: readonly RuleError[];
  readonly correlations: readonly CorrelationRule[];
  readonly filters: readonly FilterRule[];
  /** Rules that match, in the order of `rules`, without explanation: the hot path. The array is reused by the next call. */
  matchIds(event: SigmaEvent): readonly number[];
  /** The explanation of one match; `index` is a position in `rules`. */
  explain(index: number, event: SigmaEvent): RuleMatch;
  /** Whether one rule's formula holds, whatever its log source and without the index: for measuring what a rule costs. */
  matchesAlone(index: number, event: SigmaEvent): boolean;
}
