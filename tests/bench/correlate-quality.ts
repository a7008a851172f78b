import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AlertContent } from '../../lib/engine/correlate/types';
import { compileRules } from '../../lib/engine/sigma/rule-set';
import { alertsOf, detectScenario, nothingDetected, readScenario, scoreScenario, type Detected, type Scenario } from '../engine/correlate/support/scenario';
import { readRules } from './rules';

/**
 * The labelled scenarios beside the project through pipeline and correlation alone: each by itself, then all as one tenant. Prints what an analyst would
 * see of each; judges nothing. `YAGURA_QUALITY_ONLY=id,id` chooses; `YAGURA_QUALITY_SHOW=1` prints every alert;
 * `YAGURA_QUALITY_SIGMA=1` adds all public rules that lie beside the project.
 */
const root = process.env['YAGURA_ROOT'] ?? process.cwd();
const shared = join(root, '../shared/');
const only = process.env['YAGURA_QUALITY_ONLY']?.split(',');
const show = process.env['YAGURA_QUALITY_SHOW'] === '1';

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const day = (at: number): string => new Date(at).toISOString().slice(0, 16);

function print(scenario: Scenario, alerts: readonly AlertContent[]): void {
  const s = scoreScenario(scenario, alerts);
  console.log(`${scenario.id}: alerts ${s.alerts}, true ${s.trueAlerts} (wanted ${s.wanted}), rank ${s.rank}, score ${s.points}; hosts ${percent(s.hosts)}, users ${percent(s.users)}, techniques ${percent(s.techniques)}; context-only ${s.strangers}`);
}

function printAlerts(alerts: readonly AlertContent[]): void {
  for (const a of alerts) {
    console.log(`  ${a.score} ${a.severity} ${day(a.firstSeen)} – ${day(a.lastSeen)} ${a.model} ${a.title.key} [${a.impact.map((e) => e.name).join(', ')}] ${a.signalKeys.length} signals; ${a.techniques.join(' ')}`);
    console.log(`     ${a.terms.map((t) => `${t.term} ${t.points}`).join(', ')}`);
  }
  const perDay = new Map<string, number>();
  for (const a of alerts) perDay.set(day(a.firstSeen).slice(0, 10), (perDay.get(day(a.firstSeen).slice(0, 10)) ?? 0) + 1);
  console.log(`  per day: ${[...perDay].sort().map(([d, n]) => `${d} ${n}`).join(', ')}`);
}

async function main(): Promise<void> {
  if (!existsSync(join(shared, 'eval/scenarios'))) return console.log('no scenarios beside the project: nothing to measure');
  const { pack, windows = [], others } = await readRules(root);
  const rules = compileRules(process.env['YAGURA_QUALITY_SIGMA'] === '1' ? [...pack, ...windows, ...others] : pack);
  const ids = readdirSync(join(shared, 'eval/scenarios')).map((file) => file.replace(/\.json$/, '')).filter((id) => only === undefined || only.includes(id));
  const scenarios = ids.map((id) => readScenario(id, shared)).filter((s) => s.expected.hosts !== undefined && s.files.length > 0);
  const together: Detected = nothingDetected();
  for (const scenario of scenarios) {
    const began = performance.now();
    const detected = detectScenario(scenario, rules, undefined, shared);
    for (const [key, signal] of detected.signals) together.signals.set(key, signal);
    for (const fact of detected.facts) together.facts.push(fact);
    const between = performance.now();
    const alerts = await alertsOf(detected);
    print(scenario, alerts);
    console.log(`  ${detected.detections} detections, ${detected.signals.size} signals; ${Math.round(between - began)} ms detection, ${Math.round(performance.now() - between)} ms correlation`);
    if (show) printAlerts(alerts);
  }
  if (scenarios.length < 2) return;
  console.log('all in one tenant:');
  const alerts = await alertsOf(together);
  for (const scenario of scenarios) print(scenario, alerts);
  if (show) printAlerts(alerts);
}

await main();
