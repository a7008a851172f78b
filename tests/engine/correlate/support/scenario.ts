import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { correlate } from '../../../../lib/engine/correlate/correlate';
import { closeFacts } from '../../../../lib/engine/correlate/fact-keys';
import { DEFAULT_CORRELATE_SETTINGS } from '../../../../lib/engine/correlate/settings';
import { foldSignals, signalOf } from '../../../../lib/engine/correlate/signals';
import type { AlertContent, Fact, Signal } from '../../../../lib/engine/correlate/types';
import { groupBy } from '../../../../lib/engine/correlate/world';
import { isDecodeError, runPipeline } from '../../../../lib/engine/pipeline';
import type { RuleSet } from '../../../../lib/engine/sigma/types';

export const SHARED = new URL('../../../../../shared/', import.meta.url).pathname;

export interface Scenario {
  id: string;
  files: readonly { path: string; addSecondsForUtc?: number }[];
  expected: { incidents: number; hosts: readonly string[]; users?: readonly string[]; techniques_from_metadata?: readonly string[]; techniques?: readonly string[]; steps?: readonly { technique: string }[] };
}

export function readScenario(id: string): Scenario {
  return JSON.parse(readFileSync(`${SHARED}eval/scenarios/${id}.json`, 'utf8')) as Scenario;
}

const LIMITS = { recordsMax: 1_000_000, recordBytesMax: 10_000_000, depthMax: 64 };

function linesOf(path: string): string {
  const found = [path, `${path}.gz`].map((p) => `${SHARED}data/${p}`).find(existsSync);
  if (found === undefined) throw new Error(`${path} is not there`);
  const bytes = readFileSync(found);
  return (found.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

/** A scenario's records through pipeline, signals and correlation, as the product does. `keep` samples lines of big recordings. */
export async function playScenario(scenario: Scenario, rules: RuleSet, keep: (line: string) => boolean = () => true): Promise<AlertContent[]> {
  const ruleOf = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const signals = new Map<string, Signal>();
  const facts: Fact[] = [];
  for (const [sequence, file] of scenario.files.entries()) {
    const text = linesOf(file.path);
    const zeek = text.startsWith('#');
    const body = new TextEncoder().encode(zeek ? text : text.split('\n').filter((line) => line !== '' && keep(line)).join('\n'));
    const outcome = runPipeline(body, rules, { format: zeek ? 'zeek' : 'auto', clockSkewSeconds: file.addSecondsForUtc ?? 0, receivedAt: 0, limits: LIMITS });
    if (isDecodeError(outcome)) throw new Error(`${file.path} was refused`);
    for (const fact of outcome.facts) facts.push(fact);
    for (const { ordinal, activity, matches } of outcome.detections) {
      for (const match of matches) {
        const rule = ruleOf.get(match.ruleId);
        if (rule === undefined) continue;
        const signal = signalOf({ sequence, ordinal, uuid: `${sequence}-${ordinal}`, activity, matches }, match, rule);
        signals.set(signal.key, foldSignals(signals.get(signal.key), signal));
      }
    }
  }
  const byKey = groupBy(facts, (fact) => fact.key);
  const list = [...signals.values()];
  const asked = await closeFacts(list, (keys) => Promise.resolve(keys.flatMap((key) => byKey.get(key) ?? [])));
  const { alerts } = correlate({ signals: list, facts: asked, alerts: [], settings: DEFAULT_CORRELATE_SETTINGS });
  return alerts.map((alert) => alert.content).sort((a, b) => b.score - a.score);
}

export interface ScenarioScore { alerts: number; hosts: number; users: number; techniques: number }

/** As the scorer of running instances: shares of what was expected that the best alert names. */
export function scoreScenario({ expected }: Scenario, alerts: readonly AlertContent[]): ScenarioScore {
  const [best] = alerts;
  const host = (name: string): string => name.toLowerCase().split('.')[0] ?? '';
  const user = (name: string): string => name.toLowerCase().split('\\').pop() ?? '';
  const names = (kind: 'host' | 'account', of: (name: string) => string): Set<string> => new Set(best?.impact.filter((e) => e.kind === kind).map((e) => of(e.name)));
  const share = (wanted: readonly string[], has: (name: string) => boolean): number => (wanted.length === 0 ? 1 : wanted.filter(has).length / wanted.length);
  const techniques = [...new Set([...(expected.techniques ?? []), ...(expected.techniques_from_metadata ?? []), ...(expected.steps ?? []).map((step) => step.technique)])];
  const hosts = names('host', host), users = names('account', user);
  return {
    alerts: alerts.length,
    hosts: share(expected.hosts, (name) => hosts.has(host(name))),
    users: share(expected.users ?? [], (name) => users.has(user(name))),
    techniques: share(techniques, (t) => best?.techniques.some((g) => g === t || g.startsWith(`${t}.`) || t.startsWith(`${g}.`)) === true),
  };
}
