import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { correlate } from '../../../../lib/engine/correlate/correlate';
import { closeFacts } from '../../../../lib/engine/correlate/fact-keys';
import { DEFAULT_CORRELATE_SETTINGS } from '../../../../lib/engine/correlate/settings';
import { prevalenceOf, sightingsOf } from '../../../../lib/engine/correlate/prevalence';
import { foldSignals, signalOf } from '../../../../lib/engine/correlate/signals';
import type { AlertContent, Fact, Signal } from '../../../../lib/engine/correlate/types';
import { groupBy } from '../../../../lib/engine/correlate/world';
import { isDecodeError, runPipeline } from '../../../../lib/engine/pipeline';
import type { Format, PipelineResult } from '../../../../lib/engine/pipeline-types';
import { ruleBehind } from '../../../../lib/engine/product-rule';
import type { RuleInfo, RuleSet } from '../../../../lib/engine/sigma/types';

export const SHARED = new URL('../../../../../shared/', import.meta.url).pathname;

interface Timed { utc?: string | readonly string[]; technique?: string }

export interface Scenario {
  id: string;
  files: readonly { path: string; addSecondsForUtc?: number | null }[];
  expected: {
    incidents: number | string; hosts?: readonly string[]; users?: readonly string[]; context_only?: readonly string[]; techniques_from_metadata?: readonly string[]; techniques?: readonly string[];
    window_utc?: readonly string[]; steps?: readonly Timed[]; phases?: readonly Timed[];
  };
}

export function readScenario(id: string, shared = SHARED): Scenario {
  return JSON.parse(readFileSync(`${shared}eval/scenarios/${id}.json`, 'utf8')) as Scenario;
}

const LIMITS = { recordsMax: 1_000_000, recordBytesMax: 10_000_000, depthMax: 64 };

/** What detection left of records: what correlation works on. */
export interface Detected { signals: Map<string, Signal>; facts: Fact[]; detections: number }

export const nothingDetected = (): Detected => ({ signals: new Map(), facts: [], detections: 0 });

/** Folds the detections of one body into `into`, as a step of the worker does. */
export function foldResult(into: Detected, result: PipelineResult, ruleOf: ReadonlyMap<string, RuleInfo>, body: string): void {
  for (const fact of result.facts) into.facts.push(fact);
  for (const { ordinal, activity, matches } of result.detections) {
    into.detections += 1;
    for (const match of matches) {
      const rule = ruleBehind(match.ruleId, activity, ruleOf);
      if (rule === undefined) continue;
      const signal = signalOf({ sequence: 0, ordinal, uuid: `${body}-${ordinal}`, activity, matches }, match, rule);
      into.signals.set(signal.key, foldSignals(into.signals.get(signal.key), signal));
    }
  }
}

/** Runs one body through the pipeline; throws when it is refused as a whole. */
export function detect(body: string, rules: RuleSet, format: Format, clockSkewSeconds = 0): PipelineResult {
  const outcome = runPipeline(new TextEncoder().encode(body), rules, { format, clockSkewSeconds, receivedAt: 0, limits: LIMITS });
  if (isDecodeError(outcome)) throw new Error(`refused: ${JSON.stringify(outcome).slice(0, 200)}`);
  return outcome;
}

/** A scenario's records through the pipeline. `keep` samples lines of big recordings. */
export function detectScenario(scenario: Scenario, rules: RuleSet, keep: (line: string) => boolean = () => true, shared = SHARED): Detected {
  const ruleOf = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const into = nothingDetected();
  for (const [number, file] of scenario.files.entries()) {
    const text = linesOf(file.path, shared);
    const zeek = text.startsWith('#');
    const lines = file.path.includes('ait-ads-') ? findingsOf(text) : text.split('\n').filter((line) => line !== '' && keep(line));
    foldResult(into, detect(zeek ? text : lines.join('\n'), rules, zeek ? 'zeek' : 'auto', file.addSecondsForUtc ?? 0), ruleOf, `${scenario.id}-${number}`);
  }
  return into;
}

function linesOf(path: string, shared: string): string {
  const found = [path, `${path}.gz`].map((p) => `${shared}data/${p}`).find(existsSync);
  if (found === undefined) throw new Error(`${path} is not there`);
  const bytes = readFileSync(found);
  return (found.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

/** Rows `time,name,ip,host,short,label,label` as findings in Elastic Common Schema, without what they are labelled; names may hold commas. */
function findingsOf(csv: string): string[] {
  return csv.split('\n').slice(1).filter(Boolean).map((row) => {
    const cells = row.split(',');
    const name = cells.slice(1, -5).join(',').replace(/^"|"$/g, ''), [address, host] = cells.slice(-5);
    return JSON.stringify({
      '@timestamp': new Date(Number(cells[0]) * 1_000).toISOString(), event: { kind: 'alert', provider: name.split(':')[0]?.trim() }, rule: { name }, host: { name: host, ip: [address] },
    });
  });
}

/** Alerts of everything detected, highest score first, as one tenant without history of analysts. */
export async function alertsOf({ signals, facts }: Pick<Detected, 'signals' | 'facts'>): Promise<AlertContent[]> {
  const byKey = groupBy(facts, (fact) => fact.key);
  const list = [...signals.values()];
  const asked = await closeFacts(list, (keys) => Promise.resolve(keys.flatMap((key) => byKey.get(key) ?? [])));
  const { alerts } = correlate({ signals: list, facts: asked, alerts: [], settings: DEFAULT_CORRELATE_SETTINGS, prevalence: prevalenceOf(sightingsOf(list), list) });
  return alerts.map((alert) => alert.content).sort((a, b) => b.score - a.score);
}

/** A scenario's records through pipeline, signals and correlation, as the product does. */
export async function playScenario(scenario: Scenario, rules: RuleSet, keep?: (line: string) => boolean): Promise<AlertContent[]> {
  return alertsOf(detectScenario(scenario, rules, keep));
}

export interface ScenarioScore { alerts: number; trueAlerts: number; wanted: number; rank: number; points: number; hosts: number; users: number; techniques: number; strangers: number }

const host = (name: string): string => name.toLowerCase().split('.')[0] ?? '';
const user = (name: string): string => name.toLowerCase().split('\\').pop() ?? '';
const namesOf = (alert: AlertContent | undefined, kind: 'host' | 'account', of: (name: string) => string): Set<string> => new Set(alert?.impact.filter((e) => e.kind === kind).map((e) => of(e.name)));
const share = (wanted: readonly string[], has: (name: string) => boolean): number => (wanted.length === 0 ? 1 : wanted.filter(has).length / wanted.length);
const TEN_MINUTES = 600_000;

/** As the scorer of running instances: the alerts that hold an expected host within the time of the scenario, and what the best of them names. */
export function scoreScenario({ expected }: Scenario, alerts: readonly AlertContent[]): ScenarioScore {
  const timed = [...(expected.steps ?? []), ...(expected.phases ?? [])];
  const times = [...(expected.window_utc ?? []), ...timed.flatMap((s) => s.utc ?? [])].map((time) => Date.parse(time));
  const [from, to] = [Math.min(...times) - TEN_MINUTES, Math.max(...times) + TEN_MINUTES];
  const wanted = new Set((expected.hosts ?? []).map(host));
  const found = alerts.filter((alert) => [...namesOf(alert, 'host', host)].some((name) => wanted.has(name)) && (times.length === 0 || (alert.firstSeen <= to && alert.lastSeen >= from)));
  const [best] = found;
  const techniques = [...new Set([...(expected.techniques ?? []), ...(expected.techniques_from_metadata ?? []), ...timed.flatMap((s) => s.technique ?? [])])];
  const hosts = namesOf(best, 'host', host), users = namesOf(best, 'account', user), context = new Set((expected.context_only ?? []).map(host));
  return {
    alerts: alerts.length, trueAlerts: found.length, wanted: Number.parseInt(String(expected.incidents), 10) || 1, rank: best === undefined ? 0 : alerts.indexOf(best) + 1, points: best?.score ?? 0,
    hosts: share(expected.hosts ?? [], (name) => hosts.has(host(name))),
    users: share(expected.users ?? [], (name) => users.has(user(name))),
    techniques: share(techniques, (t) => best?.techniques.some((g) => g === t || g.startsWith(`${t}.`) || t.startsWith(`${g}.`)) === true),
    strangers: alerts.filter((alert) => { const named = [...namesOf(alert, 'host', host)]; return named.length > 0 && named.every((name) => context.has(name)); }).length,
  };
}
