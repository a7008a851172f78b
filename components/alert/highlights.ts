import type { MatchedField, RuleInfo } from '@/lib/engine/sigma/types';
import type { Signal } from '@/lib/engine/correlate/types';
import type { Level } from '../ui/severity';
import { uiLevel } from '../record/ui-level';
import { highest } from './level';

export interface MatchedValue { field: string; value: string; pattern: string }

/** One rule's part in the story: all its signals in this alert. */
export interface Highlight {
  ruleId: string; title: string; level: Level; author: string | null; description: string | null; techniques: readonly string[];
  count: number; firstSeen: number; lastSeen: number; endpoints: readonly string[]; values: readonly MatchedValue[]; signalKeys: readonly string[]; uuids: readonly string[];
}

const RANKS: Readonly<Record<Level, number>> = { critical: 4, high: 3, medium: 2, low: 1, info: 0 };

/** Rule by rule, the gravest first: what it saw, on what, how often. */
export function highlightsOf(signals: readonly Signal[], rules: Readonly<Record<string, RuleInfo>>): Highlight[] {
  const byRule = new Map<string, Signal[]>();
  for (const signal of signals) byRule.set(signal.ruleId, [...(byRule.get(signal.ruleId) ?? []), signal]);
  const all = [...byRule].map(([ruleId, own]): Highlight => {
    const rule = rules[ruleId];
    return {
      ruleId, title: own[0]?.ruleTitle ?? rule?.title ?? ruleId, level: highest(own.map((signal) => uiLevel(signal.level))), author: rule?.author || null, description: rule?.description || null,
      techniques: [...new Set(own.flatMap((signal) => signal.techniques))].sort(), count: own.reduce((sum, signal) => sum + signal.count, 0),
      firstSeen: Math.min(...own.map((signal) => signal.firstSeen)), lastSeen: Math.max(...own.map((signal) => signal.lastSeen)),
      endpoints: [...new Set(own.flatMap((signal) => signal.activity.endpointName?.split('.')[0] ?? []))],
      values: distinctValues(own.flatMap((signal) => signal.matched)), signalKeys: own.map((signal) => signal.key), uuids: [...new Set(own.flatMap((signal) => signal.detectionUuids))],
    };
  });
  return all.sort((a, b) => RANKS[b.level] - RANKS[a.level] || a.firstSeen - b.firstSeen);
}

function distinctValues(matched: readonly MatchedField[]): MatchedValue[] {
  const seen = new Map<string, MatchedValue>();
  for (const { field, value, pattern } of matched) if (!seen.has(`${field}|${value}`)) seen.set(`${field}|${value}`, { field, value, pattern });
  return [...seen.values()];
}

/** One record behind the story, with every rule that it matched. */
export interface RecordLine { uuid: string; at: number; kind: Signal['activity']['kind']; endpoint: string | null; level: Level; rules: readonly string[]; signalKeys: readonly string[] }

/** The records that the detections point to, in order of time; a record that several rules matched stands once. */
export function recordsOf(signals: readonly Signal[]): RecordLine[] {
  const lines = new Map<string, RecordLine>();
  for (const signal of signals) {
    signal.detectionUuids.forEach((uuid, index) => {
      const known = lines.get(uuid);
      const level = uiLevel(signal.level);
      lines.set(uuid, {
        uuid, at: signal.exampleTimes[index] ?? signal.firstSeen, kind: signal.activity.kind, endpoint: signal.activity.endpointName?.split('.')[0] ?? null,
        level: highest([level, known?.level ?? 'info']), rules: [...new Set([...(known?.rules ?? []), signal.ruleTitle])], signalKeys: [...new Set([...(known?.signalKeys ?? []), signal.key])],
      });
    });
  }
  return [...lines.values()].sort((a, b) => a.at - b.at || (a.uuid < b.uuid ? -1 : 1));
}
