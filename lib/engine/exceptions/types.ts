import type { Activity } from '../activity/activity';

/** How a condition compares. Letters fold as rules fold them; `wildcard` knows `*` and `?`; `cidr` takes IPv4 and IPv6 networks. */
export const OPERATORS = ['equals', 'starts', 'ends', 'contains', 'wildcard', 'cidr'] as const;
export type Operator = (typeof OPERATORS)[number];

/** Holds when the activity's property compares with one of the values. A property that is absent never holds. */
export interface Condition { property: keyof Activity; operator: Operator; values: readonly string[] }

/**
 * What proved harmless. It mutes a match of a rule on an activity when every condition holds and the match lies in its scope; an empty list of the scope
 * means any. Rules are ids; endpoints and accounts are keys (`endpointKey`, `accountKey`); sources are ids.
 */
export interface ExceptionScope { rules: readonly string[]; endpoints: readonly string[]; accounts: readonly string[]; sources: readonly number[] }

export interface Exception {
  id: number;
  conditions: readonly Condition[];
  scope: ExceptionScope;
  /** Epoch ms of receipt: from (inclusive) and until (exclusive) when it mutes. */
  from: number;
  until: number;
}

/** A match that was made, as far as exceptions look at it. */
export interface Muteable { activity: Activity; sourceId: number; receivedAt: number }

/** The exception that mutes a rule's match; undefined when none does. When several do, the one with the smallest id. */
export type Muter = (made: Muteable, ruleId: string) => number | undefined;
