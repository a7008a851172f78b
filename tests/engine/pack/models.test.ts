import { describe, expect, it } from 'vitest';
import { planOf } from '../../../lib/engine/sigma/correlations/plan';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { loadPack } from '../../../lib/rules/load-pack';
import { simulate } from '../../../lib/simulate/simulate';
import { evaluateCorrelation } from '../../../lib/engine/sigma/correlations/evaluate';
import { correlate, matchedEvents, readModelEvents, rulesOnRecord } from './model-events';
import { readPackEvents } from './pack-events';

const ROOT = process.cwd();
const sources = await loadPack(ROOT);
const rules = compileRules(sources);
const plan = planOf(rules);
const baseRules = rules.rules.filter(({ file }) => file.startsWith('models/'));

describe('the detection models', () => {
  it('load without an error, are found with all that they build on, and say what they mean', () => {
    expect(rules.errors).toEqual([]);
    expect(rules.warnings).toEqual([]);
    expect(plan.nodes.length).toBe(rules.correlations.length);
    for (const info of [...rules.correlations, ...baseRules]) {
      expect(info.description.length, info.file).toBeGreaterThan(30);
      expect(info.falsePositives.length, info.file).toBeGreaterThan(0);
      expect(info.tactics.length * info.techniques.length, info.file).toBeGreaterThan(0);
      expect(info.author, info.file).toBe('Yagura');
    }
    expect(new Set([...rules.rules, ...rules.correlations].map(({ id }) => id)).size).toBe(rules.rules.length + rules.correlations.length);
  });

  it('hide their own base rules, and none of those that are detections without them', () => {
    expect([...plan.hidden].filter((id) => rules.rules.some((rule) => rule.id === id)).sort()).toEqual(baseRules.map(({ id }) => id).sort());
  });

  it.each(baseRules)('$file matches its positive records and leaves its negative ones alone', ({ id, file }) => {
    const { positive, negative } = readPackEvents(ROOT, file);
    expect(Math.min(positive.length, negative.length)).toBeGreaterThanOrEqual(2);
    for (const event of positive) expect(rulesOnRecord(event, rules), JSON.stringify(event)).toContain(id);
    for (const event of negative) expect(rulesOnRecord(event, rules), JSON.stringify(event)).not.toContain(id);
  });

  it.each(rules.correlations)('$file holds in its positive courses of events and in none of its negative ones', ({ id, file }) => {
    const { positive, negative } = readModelEvents(ROOT, file);
    positive.forEach((course, i) => expect(correlate(course, rules, id), `positive ${i + 1}`).toHaveLength(1));
    negative.forEach((course, i) => expect(correlate(course, rules, id), `negative ${i + 1}`).toEqual([]));
  });

  it('see an intrusion in an office, and nothing in its ordinary day', () => {
    const found = (intrusions: number) => {
      const startAt = Date.UTC(2026, 0, 12, 23);
      const options = { seed: 7, endpoints: 12, days: 6 / 24, startAt, intrusions, intrusionsAt: [startAt + 3 * 3_600_000], recordsPerSecond: 0.1 };
      const events = matchedEvents([...simulate(options)].flatMap(({ records }) => records), rules);
      return plan.nodes.filter((node) => node.shown && evaluateCorrelation(node, events).length > 0).map(({ rule }) => rule.file);
    };
    expect(found(0)).toEqual([]);
    expect(found(1)).toEqual(expect.arrayContaining(['models/beaconing-through-proxy.yml', 'models/log-clearing-after-logon.yml', 'models/remote-execution-across-hosts.yml']));
  });
});
