import { say } from '../graph/sentences';
import type { AlertContent, AlertLink, AlertState, ScoreTerm } from './types';

/** What a finding says of the same things seen again, in points. Nothing is hidden by it: an alert opens by what it is without this term. */
const POINTS: Readonly<Record<string, number>> = { true_positive: 6, noteworthy: 2, no_findings: -2, benign_true_positive: -8, false_positive: -12 };

/** The key of a signal without its day and its number of recurrence: what comes back on another day has the same. */
export function recurrenceKeyOf(signalKey: string): string {
  return signalKey.replace(/#\d+$/, '').replace(/^([^|]*\|[^|]*\|)\d+\|/, '$1|');
}

export interface Recurrence { link: AlertLink; term?: ScoreTerm }

/** The closed alert that these signals were in before, if any: the one with most of them; of equals the youngest. */
export function recurrenceOf(signalKeys: readonly string[], closed: readonly AlertState[]): Recurrence | undefined {
  const now = new Set(signalKeys.map(recurrenceKeyOf));
  const counted = closed.map((alert) => ({ alert, count: new Set(alert.signalKeys.map(recurrenceKeyOf).filter((key) => now.has(key))).size })).filter(({ count }) => count > 0);
  const [best] = counted.sort((a, b) => b.count - a.count || b.alert.createdSequence - a.alert.createdSequence || (a.alert.id < b.alert.id ? -1 : 1));
  if (best === undefined) return undefined;
  const { alert: { id, finding }, count } = best;
  const reason = say('term_recurrence', { alert: id, finding: finding ?? 'none', count, total: now.size });
  const points = Math.round(((POINTS[finding ?? ''] ?? 0) * count) / now.size);
  const link: AlertLink = { kind: 'recurrence', alertId: id, reason, ...(finding === null || finding === undefined ? {} : { finding }) };
  return points === 0 ? { link } : { link, term: { term: 'recurrence', points, reason } };
}

/** A continuation with the id of the alert that it continues, which is known when that one has been stored. */
export function withParent(content: AlertContent, alertId: string): AlertContent {
  const links = (content.links ?? []).filter(({ kind }) => kind !== 'parent');
  return { ...content, links: [...links, { kind: 'parent', alertId, reason: say('link_parent', { alert: alertId }) }] };
}
