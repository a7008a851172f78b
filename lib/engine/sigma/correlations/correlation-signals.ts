import { SIGNAL_EXAMPLES_MAX, SIGNAL_KEY_CHARS_MAX } from '../../correlate/settings';
import type { Signal } from '../../correlate/types';
import type { CorrelationMatch } from './evaluate';
import type { CorrelationNode } from './plan';

/** What a correlation rule found of one group on one day, without the activity that will tell it: that of the first of `detectionUuids`. */
export type CorrelationSignal = Omit<Signal, 'activity'>;

/** One signal per group and UTC day: the artefact of a correlation is its group. Whole, not to be folded: it is worked out anew from all events. */
export function correlationSignals({ rule }: CorrelationNode, matches: readonly CorrelationMatch[]): CorrelationSignal[] {
  const byKey = new Map<string, CorrelationMatch[]>();
  for (const match of matches) {
    const key = `${rule.id}|${match.day / 86_400_000}|${match.groupKey.replaceAll('\0', '|')}`.slice(0, SIGNAL_KEY_CHARS_MAX);
    byKey.set(key, [...(byKey.get(key) ?? []), match]);
  }
  return [...byKey].map(([key, found]) => {
    const examples = found.flatMap(({ uuids, times }) => uuids.map((uuid, i) => ({ uuid, at: times[i] ?? 0 }))).slice(0, SIGNAL_EXAMPLES_MAX);
    return {
      key, ruleId: rule.id, ruleTitle: rule.title, level: rule.level, tactics: rule.tactics, techniques: rule.techniques, model: 'sigma_correlation',
      count: found.reduce((sum, { count }) => sum + count, 0),
      firstSeen: Math.min(...found.map(({ firstAt }) => firstAt)),
      lastSeen: Math.max(...found.map(({ lastAt }) => lastAt)),
      matched: reasonsOf(rule, found),
      detectionUuids: examples.map(({ uuid }) => uuid),
      exampleTimes: examples.map(({ at }) => at),
    };
  });
}

function reasonsOf(rule: CorrelationNode['rule'], found: readonly CorrelationMatch[]): Signal['matched'] {
  const wanted = rule.thresholds.map(({ operator, value }) => `${operator} ${value}`).join(', ') || `gte ${new Set(rule.rules).size}`;
  const group = (found[0]?.group ?? []).map(({ field, value }) => ({ selection: 'group-by', field, value, pattern: '' }));
  return [...group, { selection: rule.type, field: rule.fields.join(', '), value: String(Math.max(...found.map(({ value }) => value))), pattern: wanted }];
}
