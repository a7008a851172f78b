import { correlate } from '../../lib/engine/correlate/correlate';
import { DEFAULT_CORRELATE_SETTINGS } from '../../lib/engine/correlate/settings';
import { foldSignals, signalOf } from '../../lib/engine/correlate/signals';
import type { DetectionRow, Fact, Signal } from '../../lib/engine/correlate/types';
import type { RuleInfo, RuleSet } from '../../lib/engine/sigma/types';
import { collectGarbage, medianRounds, timed } from './measure';
import { analyse, dayAfter, type Office } from './offices';

const ROUNDS = 3;

export interface EngineRun { detections: number; foldMs: number; correlateMs: number; signals: number; alerts: number }

function uuidOf(number: number): string {
  return `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;
}

/** Folds every match of these rows into `signals`; the number of detections. */
function fold(signals: Map<string, Signal>, rows: readonly DetectionRow[], rules: ReadonlyMap<string, RuleInfo>): void {
  for (const row of rows) for (const match of row.matches) {
    const rule = rules.get(match.ruleId);
    if (!rule) continue;
    const signal = signalOf(row, match, rule);
    signals.set(signal.key, foldSignals(signals.get(signal.key), signal));
  }
}

/** `offices` intrusions of one day through the pure engine: all folded, then correlated once, as a step does that meets them together. */
export function runEngine(office: Office, offices: number, rules: RuleSet): EngineRun {
  const byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const rows: DetectionRow[] = [], facts: Fact[] = [];
  for (let n = 0; n < offices; n++) {
    const result = analyse(office.copy(n, dayAfter(0)), rules);
    facts.push(...result.facts);
    for (const { activity, matches, ordinal } of result.detections) rows.push({ sequence: n, ordinal, uuid: uuidOf(rows.length), activity, matches });
  }
  let signals = new Map<string, Signal>(), alerts = 0;
  const ms = medianRounds(ROUNDS, () => {
    signals = new Map();
    collectGarbage();
    return {
      fold: timed(() => fold(signals, rows, byId)),
      correlate: timed(() => { alerts = correlate({ signals: [...signals.values()], facts, alerts: [], settings: DEFAULT_CORRELATE_SETTINGS }).alerts.length; }),
    };
  });
  return { detections: rows.length, foldMs: ms.fold, correlateMs: ms.correlate, signals: signals.size, alerts };
}

/** ms to fold `count` detections that differ only in their time. */
export function foldFlood(office: Office, count: number, rules: RuleSet): { ms: number; signals: number; counted: number } {
  const byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const first = analyse(office.lines, rules).detections[0];
  if (!first) throw new Error('the office has no detection');
  const { activity, matches } = first;
  const rows = Array.from({ length: count }, (_, i): DetectionRow => ({ sequence: i, ordinal: 0, uuid: uuidOf(i), activity: { ...activity, observedAt: activity.observedAt + i }, matches: matches.slice(0, 1) }));
  const signals = new Map<string, Signal>();
  const ms = timed(() => fold(signals, rows, byId));
  return { ms, signals: signals.size, counted: [...signals.values()].reduce((sum, signal) => sum + signal.count, 0) };
}
