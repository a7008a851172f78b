import type { Level } from '@/lib/engine/sigma/types';
import type { RuleRow } from '@/lib/rules/model';

/** What the tenant decides about a rule; null takes the decision back. */
export interface OverlayChange { enabled?: boolean | null; level?: Level | null }

type Known = Pick<RuleRow, 'status' | 'ruleLevel'>;

/** A wish as the smallest decision: what the author says anyway is no decision, and goes with the author's next version. */
export function overlayFor(rule: Known, wish: { enabled?: boolean; level?: Level }): OverlayChange {
  return {
    ...(wish.enabled === undefined ? {} : { enabled: wish.enabled === (rule.status !== 'deprecated') ? null : wish.enabled }),
    ...(wish.level === undefined ? {} : { level: wish.level === rule.ruleLevel ? null : wish.level }),
  };
}
