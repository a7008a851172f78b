import type { Activity, ProductSeverity } from '../activity/activity';
import { text } from './values';

export interface ProductAlert {
  /** What the product calls the rule, pattern or model that fired. */
  name: string | undefined;
  severity: ProductSeverity;
  action?: string | undefined;
  /** Texts in which ATT&CK ids stand; anything else in them is passed over. */
  attack?: readonly unknown[];
}

const NAME_CHARS_MAX = 300;
const ATTACK_IDS_MAX = 40;

/** Marks an activity as a product's own finding. Without a name there is nothing that could be called a rule. */
export function setProductAlert(activity: Activity, { name, severity, action, attack }: ProductAlert): void {
  if (name === undefined || name.trim() === '') return;
  activity.productRuleName = name.trim().slice(0, NAME_CHARS_MAX);
  activity.productSeverity = severity;
  if (action !== undefined) activity.productAction = action.slice(0, NAME_CHARS_MAX);
  const ids = attackIdsIn(attack ?? []);
  if (ids.length > 0) activity.productAttackIds = ids.join(',');
}

/** ATT&CK ids of tactics (`TA0008`) and techniques (`T1021.002`) in values of any nesting, each once, in the order written. */
export function attackIdsIn(values: readonly unknown[]): string[] {
  const found = new Set<string>();
  visit(values, found, 0);
  return [...found].slice(0, ATTACK_IDS_MAX);
}

const DEPTH_MAX = 6;

function visit(value: unknown, found: Set<string>, depth: number): void {
  if (typeof value === 'string') {
    for (const [id] of value.slice(0, 10_000).matchAll(/\b(?:TA\d{4}|T\d{4}(?:\.\d{3})?)\b/gi)) found.add(id.toUpperCase());
  } else if (Array.isArray(value) && depth < DEPTH_MAX) {
    for (const item of value.slice(0, 100)) visit(item, found, depth + 1);
  } else if (typeof value === 'object' && value !== null && depth < DEPTH_MAX) {
    for (const item of Object.values(value).slice(0, 100)) visit(item, found, depth + 1);
  }
}

const WORDS: Readonly<Record<string, ProductSeverity | undefined>> = {
  informational: 'informational', information: 'informational', info: 'informational', notice: 'informational', unknown: 'low', 'very-low': 'low', low: 'low', minor: 'low', warning: 'low',
  medium: 'medium', moderate: 'medium', high: 'high', major: 'high', severe: 'high', error: 'high', 'very-high': 'critical', critical: 'critical', fatal: 'critical',
};

/** Severity that a product writes as a word. */
export function severityOfWord(value: unknown): ProductSeverity | undefined {
  const word = text(value)?.trim().toLowerCase();
  return word === undefined ? undefined : WORDS[word];
}

/** Severity on a scale: the highest step whose threshold `value` reaches. Steps ascend. */
export function severityOnScale(value: number | undefined, steps: readonly (readonly [from: number, severity: ProductSeverity])[]): ProductSeverity | undefined {
  return value === undefined ? undefined : steps.findLast(([from]) => value >= from)?.[1];
}
