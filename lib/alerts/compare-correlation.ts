import type { AlertContent, Signal } from '../engine/correlate/types';
import type { RebuiltAlerts } from './rebuild-alerts';

/** One thing that is stored otherwise than it comes out now. `noted`: it can be so by right, for what analysts or time decided. */
export interface CorrelationDifference { subject: string; noted: boolean; text: string }

/** `#2`, `#3` …: what recurred after its alert was closed. */
export const baseKeyOf = (key: string): string => key.replace(/#\d+$/, '');

/** Counts and times of signals, those of one key together. */
export function compareSignals(rebuilt: ReadonlyMap<string, Signal>, stored: readonly Signal[]): CorrelationDifference[] {
  const byBase = new Map<string, Pick<Signal, 'count' | 'firstSeen' | 'lastSeen'>>();
  for (const { key, count, firstSeen, lastSeen } of stored) {
    const known = byBase.get(baseKeyOf(key)) ?? { count: 0, firstSeen, lastSeen };
    byBase.set(baseKeyOf(key), { count: known.count + count, firstSeen: Math.min(known.firstSeen, firstSeen), lastSeen: Math.max(known.lastSeen, lastSeen) });
  }
  const differences: CorrelationDifference[] = [];
  const add = (key: string, text: string): void => { differences.push({ subject: `signal ${key}`, noted: false, text }); };
  for (const [key, signal] of rebuilt) {
    const known = byBase.get(key);
    if (!known) add(key, 'is not stored');
    else if (known.count !== signal.count) add(key, `counts ${known.count} as stored, ${signal.count} rebuilt`);
    else if (known.firstSeen !== signal.firstSeen || known.lastSeen !== signal.lastSeen) add(key, 'was seen at other times');
  }
  for (const key of byBase.keys()) if (!rebuilt.has(key)) add(key, 'is stored, but nothing stored makes it');
  return differences;
}

export interface StoredAlertContent { id: string; keys: readonly string[]; content: AlertContent }

const nameOf = (keys: readonly string[]): string => [...keys].sort().join('\n');
const told = ({ steps }: AlertContent): string => JSON.stringify(steps.map(({ phase, observedAt, sentence: { key, params } }) => [phase, observedAt, key, Object.entries(params).sort()]));

/** Which signals are one alert, its score, its severity and its story. */
export function compareAlerts(rebuilt: RebuiltAlerts, stored: readonly StoredAlertContent[]): CorrelationDifference[] {
  const wanted = new Map(rebuilt.alerts.map((alert) => [nameOf(alert.keys), alert]));
  const weak = new Set(rebuilt.groups.map(nameOf));
  const differences: CorrelationDifference[] = [];
  const add = (id: string, text: string, noted = false): void => { differences.push({ subject: `alert ${id}`, noted, text }); };
  for (const { id, keys, content } of stored) {
    const name = nameOf(keys), same = wanted.get(name);
    wanted.delete(name);
    if (!same) {
      if (weak.has(name)) add(id, 'stays as it was opened; what is known now would not open it', true);
      else add(id, `holds ${keys.length} signals that are not one alert when rebuilt`);
    } else if (same.content.score !== content.score) add(id, `has score ${content.score} as stored, ${same.content.score} rebuilt`);
    else if (same.content.severity !== content.severity) add(id, `is ${content.severity} as stored, ${same.content.severity} rebuilt`);
    else if (told(same.content) !== told(content)) add(id, 'tells another story');
  }
  for (const { keys, content } of wanted.values()) add('(none)', `rebuilding opens one of ${keys.length} signals with score ${content.score} that is not stored, beginning with ${keys[0] ?? ''}`);
  return differences;
}
