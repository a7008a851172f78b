import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isDecodeError, runPipeline } from '../../../lib/engine/pipeline';
import type { PipelineResult } from '../../../lib/engine/pipeline-types';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { demoOptions, type SimulateOptions } from '../../../lib/simulate/options';
import { plan, simulate } from '../../../lib/simulate/simulate';
import { MONDAY } from './records';

const PACK = join(import.meta.dirname, '../../../lib/rules/pack');
const ruleFiles = readdirSync(PACK, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yml') && !file.endsWith('.events.yml'));
const rules = compileRules(ruleFiles.map((file) => ({ file, text: readFileSync(join(PACK, file), 'utf8') })));
const byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
const encoder = new TextEncoder();

function* resultsOf(options: SimulateOptions): Generator<PipelineResult> {
  for (const batch of simulate(options)) {
    const limits = { recordsMax: 10_000, recordBytesMax: 1 << 20, depthMax: 32 };
    const outcome = runPipeline(encoder.encode(`${batch.records.join('\n')}\n`), rules, { format: batch.format, clockSkewSeconds: 0, receivedAt: 0, limits });
    if (isDecodeError(outcome)) throw new Error(`a batch of ${batch.source} was refused: ${JSON.stringify(outcome)}`);
    yield outcome;
  }
}

function matchesOf(results: readonly PipelineResult[]): { level: string; file: string; techniques: readonly string[] }[] {
  return results.flatMap((result) => result.detections).flatMap((detection) => detection.matches).flatMap((match) => byId.get(match.ruleId) ?? []);
}

describe('simulated records in the detection pipeline', () => {
  const demo = demoOptions(Date.UTC(2026, 0, 13, 6));
  const results = [...resultsOf(demo)];

  it('are all taken, recognised, and timed by themselves', () => {
    const activities = results.flatMap((result) => result.activities);
    expect(results.flatMap((result) => result.rejects)).toEqual([]);
    expect(new Set(activities.map((activity) => activity.family))).toEqual(new Set(['windows', 'zeek', 'web-gateway']));
    expect(activities.filter((activity) => activity.timeSource !== 'record' || activity.kind === 'other')).toEqual([]);
  });

  it('show most techniques of the intrusion to the built-in rules', () => {
    const seen = new Set(matchesOf(results).flatMap((rule) => rule.techniques));
    const wanted = plan(demo).intrusions[0]?.techniques ?? [];
    expect(wanted.filter((technique) => seen.has(technique)).length / wanted.length).toBeGreaterThanOrEqual(0.6);
  });

  it('of a hundred endpoints on an ordinary day raise a few detections, none of them high', () => {
    const matches = matchesOf([...resultsOf({ seed: 5, endpoints: 100, days: 1, startAt: MONDAY, intrusions: 0 })]);
    expect(matches.filter((rule) => rule.level === 'high' || rule.level === 'critical').map((rule) => rule.file)).toEqual([]);
    expect(matches.filter((rule) => rule.level !== 'informational').length).toBeLessThanOrEqual(15);
  }, 60_000);
});
