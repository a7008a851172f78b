import type { Activity } from '../../../../lib/engine/activity/activity';
import { correlate } from '../../../../lib/engine/correlate/correlate';
import { DEFAULT_CORRELATE_SETTINGS } from '../../../../lib/engine/correlate/settings';
import { foldSignals, signalOf } from '../../../../lib/engine/correlate/signals';
import type { AlertState, CorrelateResult, CorrelateSettings, DetectionRow, Fact, Prevalence, Signal } from '../../../../lib/engine/correlate/types';
import type { Level, RuleInfo } from '../../../../lib/engine/sigma/types';

export const T0 = Date.UTC(2026, 0, 12, 0, 41, 0);
export const MINUTE = 60_000;

export function rule(id: string, level: Level, tactics: readonly string[] = ['TA0002'], techniques: readonly string[] = []): RuleInfo {
  return { id, title: `Rule ${id}`, description: '', level, status: 'stable', author: 'test', tactics, techniques, falsePositives: [], references: [], logSource: {}, file: `${id}.yml` };
}

/** An activity on PC-0412 by tanaka, `minutes` after T0, unless `parts` say otherwise. Names give the keys. */
export function activity(minutes: number, parts: Partial<Activity> & Pick<Activity, 'kind'>): Activity {
  const base: Activity = { observedAt: T0 + Math.round(minutes * MINUTE), timeSource: 'record', family: 'windows', endpointName: 'PC-0412.example.lan', accountName: 'EXAMPLE\\tanaka', ...parts };
  if (base.endpointName !== undefined) base.endpointKey ??= /^[\d.]+$/.test(base.endpointName) ? base.endpointName : (base.endpointName.toLowerCase().split('.')[0] ?? '');
  if (base.accountName !== undefined) base.accountKey ??= base.accountName.split('\\').pop()?.toLowerCase() ?? '';
  return base;
}

let counter = 0;

export function row(a: Activity): DetectionRow {
  counter += 1;
  return { sequence: 1, ordinal: counter, uuid: `d-${String(counter).padStart(6, '0')}`, activity: a, matches: [] };
}

export function signal(info: RuleInfo, a: Activity): Signal {
  return signalOf(row(a), { ruleId: info.id, matched: [] }, info);
}

export function fold(signals: readonly Signal[]): Signal[] {
  const byKey = new Map<string, Signal>();
  for (const s of signals) byKey.set(s.key, foldSignals(byKey.get(s.key), s));
  return [...byKey.values()];
}

export function run(signals: readonly Signal[], facts: readonly Fact[] = [], alerts: readonly AlertState[] = [], settings: Partial<CorrelateSettings> = {}, prevalence?: Prevalence): CorrelateResult {
  return correlate({ signals, facts, alerts, settings: { ...DEFAULT_CORRELATE_SETTINGS, ...settings }, ...(prevalence === undefined ? {} : { prevalence }) });
}

/** Which signals ended together, by rule, whether or not an alert opened: settings without a threshold. */
export function partition(signals: readonly Signal[], facts: readonly Fact[] = [], settings: Partial<CorrelateSettings> = {}, prevalence?: Prevalence): string[][] {
  const result = run(signals, facts, [], { openScore: 0, ...settings }, prevalence);
  const ruleOf = new Map(signals.map((s) => [s.key, s.ruleId]));
  const alerts = result.alerts.map((alert) => alert.content.signalKeys.map((key) => ruleOf.get(key) ?? key).sort());
  return [...alerts, ...result.unalerted.map((u) => [ruleOf.get(u.key) ?? u.key])].sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

export const processFact = (endpointKey: string, processGuid: string, image: string, more: Partial<Extract<Fact, { kind: 'process' }>> = {}, minutes = 0): Fact =>
  ({ kind: 'process', endpointKey, key: `${endpointKey}|${processGuid}`, observedAt: T0 + minutes * MINUTE, processGuid, image, ...more });
export const addressFact = (endpointKey: string, address: string): Fact =>
  ({ kind: 'address', endpointKey, key: address, observedAt: T0, address, endpointName: endpointKey.toUpperCase() });
export const logonFact = (endpointKey: string, logonId: string, logonType: number, accountName: string, sourceAddress: string, minutes: number): Fact =>
  ({ kind: 'logon', endpointKey, key: `${endpointKey}|${logonId}`, observedAt: T0 + minutes * MINUTE, logonId, logonType, accountName, sourceAddress });
