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
  logSource: { product?: string; category?: string; service?: string };
  file: string;
}

export interface RuleError { file: string; line: number; column: number; ruleId?: string; reason: string }

/** One reason why a rule matched: this value of this field made this part of this selection true. */
export interface MatchedField { selection: string; field: string; value: string; pattern: string }

export interface RuleMatch { ruleId: string; matched: readonly MatchedField[] }

export interface RuleSet {
  readonly rules: readonly RuleInfo[];
  readonly errors: readonly RuleError[];
  /** Rules that match, in the order of `rules`, without explanation: the hot path. The array is reused by the next call. */
  matchIds(event: SigmaEvent): readonly number[];
  /** The explanation of one match; `index` is a position in `rules`. */
  explain(index: number, event: SigmaEvent): RuleMatch;
}
