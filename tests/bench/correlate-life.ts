import { join } from 'node:path';
import { compileRules } from '../../lib/engine/sigma/rule-set';
import { loadPack } from '../../lib/rules/load-pack';
import { MONDAY } from '../engine/simulate/records';
import { liveOffice } from '../engine/correlate/support/office';

/**
 * The ordinary life of an office without intrusions through detection and correlation: how many alerts a day would five part-time analysts get?
 * `YAGURA_LIFE_ENDPOINTS` and `YAGURA_LIFE_DAYS` choose the size (800 and 7).
 */
const root = process.env['YAGURA_ROOT'] ?? process.cwd();
const endpoints = Number(process.env['YAGURA_LIFE_ENDPOINTS'] ?? 800), days = Number(process.env['YAGURA_LIFE_DAYS'] ?? 7), seed = Number(process.env['YAGURA_LIFE_SEED'] ?? 5);

const rules = compileRules(await loadPack(root));
const began = performance.now();
const { alerts, unalerted, records, detections, signals } = await liveOffice({ seed, endpoints, days, startAt: MONDAY, intrusions: 0 }, rules);
console.log(`${endpoints} endpoints, ${days} days: ${records} records, ${detections} detections, ${signals.length} signals, ${alerts.length} alerts, ${Math.round((performance.now() - began) / 1000)} s`);
const perDay = new Map<string, number>();
for (const { firstSeen } of alerts) {
  const day = new Date(firstSeen).toISOString().slice(0, 10);
  perDay.set(day, (perDay.get(day) ?? 0) + 1);
}
console.log(`alerts per day: ${[...perDay].sort().map(([day, n]) => `${day} ${n}`).join(', ') || 'none'}; critical ${alerts.filter((a) => a.severity === 'critical').length}`);
for (const a of alerts.slice(0, 40)) console.log(`  ${a.score} ${a.severity} ${new Date(a.firstSeen).toISOString()} ${a.model} ${a.title.key} [${a.impact.map((e) => e.name).slice(0, 8).join(', ')}] ${a.signalKeys.length} signals: ${a.terms.map((t) => `${t.term} ${t.points}`).join(', ')}`);
const reasons = new Map<string, number>();
for (const { reason } of unalerted) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
console.log(`outside alerts: ${[...reasons].map(([reason, n]) => `${reason} ${n}`).join(', ')}`);
const byRule = new Map<string, number>();
for (const s of signals) byRule.set(`${s.level} ${s.ruleTitle}`, (byRule.get(`${s.level} ${s.ruleTitle}`) ?? 0) + 1);
for (const [rule, n] of [...byRule].sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(`  ${n} × ${rule}`);
console.log(`rules read from ${join(root, 'lib/rules/pack')}`);
