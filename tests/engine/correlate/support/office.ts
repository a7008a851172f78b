import { correlate } from '../../../../lib/engine/correlate/correlate';
import { closeFacts } from '../../../../lib/engine/correlate/fact-keys';
import { prevalenceOf, sightingsOf } from '../../../../lib/engine/correlate/prevalence';
import { DEFAULT_CORRELATE_SETTINGS } from '../../../../lib/engine/correlate/settings';
import type { AlertContent, Fact, Signal } from '../../../../lib/engine/correlate/types';
import { groupBy } from '../../../../lib/engine/correlate/world';
import type { RuleSet } from '../../../../lib/engine/sigma/types';
import type { SimulateOptions } from '../../../../lib/simulate/options';
import { simulate } from '../../../../lib/simulate/simulate';
import { detect, foldResult, nothingDetected } from './scenario';

export interface OfficeLife { alerts: readonly AlertContent[]; unalerted: readonly { key: string; reason: string }[]; signals: readonly Signal[]; records: number; detections: number }

/** Facts kept at most: correlation asks for those near its signals, and a week of an office has millions. */
const FACTS_MAX = 6_000_000;

/** A simulated office from its first record to its alerts. */
export async function liveOffice(options: SimulateOptions, rules: RuleSet): Promise<OfficeLife> {
  const ruleOf = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const into = nothingDetected();
  let records = 0;
  for (const [number, batch] of batchesOf(options)) {
    records += batch.records.length;
    foldResult(into, detect(`${batch.records.join('\n')}\n`, rules, batch.format), ruleOf, String(number));
    if (into.facts.length > FACTS_MAX) throw new Error('the office is too large for the memory of one process');
  }
  const signals = [...into.signals.values()];
  const byKey = groupBy(into.facts, (fact) => fact.key);
  const facts: Fact[] = await closeFacts(signals, (keys) => Promise.resolve(keys.flatMap((key) => byKey.get(key) ?? [])));
  const { alerts, unalerted } = correlate({ signals, facts, alerts: [], settings: DEFAULT_CORRELATE_SETTINGS, prevalence: prevalenceOf(sightingsOf(signals), signals) });
  return { alerts: alerts.map((alert) => alert.content).sort((a, b) => b.score - a.score), unalerted, signals, records, detections: into.detections };
}

function* batchesOf(options: SimulateOptions): Generator<[number, ReturnType<typeof simulate> extends Generator<infer B> ? B : never]> {
  let number = 0;
  for (const batch of simulate(options)) yield [number++, batch];
}
