import { describe, expect, it } from 'vitest';
import { bestChain, scoreAlert, severityOf, signalScore, unweighed } from '../../../lib/engine/correlate/score';
import { DEFAULT_CORRELATE_SETTINGS } from '../../../lib/engine/correlate/settings';
import type { Signal } from '../../../lib/engine/correlate/types';
import { activity, rule, run, signal } from './support/build';
import type { Level } from '../../../lib/engine/sigma/types';

const at = (id: string, minutes: number, level: Level, tactic: string): Signal => signal(rule(id, level, [tactic]), activity(minutes, { kind: 'process_start', processGuid: 'P', processImage: 'C:\\x\\p.exe', processCommandLine: `${id}` }));
const score = (signals: readonly Signal[]): number => scoreAlert(unweighed(signals), [], DEFAULT_CORRELATE_SETTINGS).score;

describe('score', () => {
  it('counts phases in the order of an intrusion, not against it', () => {
    const forward = [at('a', 0, 'medium', 'TA0001'), at('b', 1, 'medium', 'TA0002'), at('c', 2, 'medium', 'TA0006'), at('d', 3, 'medium', 'TA0010')];
    const backward = [at('d', 0, 'medium', 'TA0010'), at('c', 1, 'medium', 'TA0006'), at('b', 2, 'medium', 'TA0002'), at('a', 3, 'medium', 'TA0001')];
    expect(bestChain(unweighed(forward)).phases).toEqual(['initial_access', 'execution', 'credential_access', 'exfiltration']);
    expect(bestChain(unweighed(backward)).phases).toHaveLength(1);
    expect(score(forward)).toBeGreaterThan(score(backward));
  });

  it('cannot be inflated by a flood of one rule, and barely by many rules of one kind', () => {
    const few = [at('a', 0, 'medium', 'TA0002'), at('b', 1, 'medium', 'TA0007')];
    const sameRule = Array.from({ length: 300 }, (_, i) => ({ ...at('b', 1, 'medium', 'TA0007'), key: `k${i}` }));
    const manyRules = Array.from({ length: 300 }, (_, i) => at(`n${i}`, 2, 'medium', 'TA0007'));
    expect(score([...few, ...sameRule])).toBe(score(few));
    expect(score([...few, ...manyRules]) - score(few)).toBeLessThanOrEqual(8);
  });

  it('weighs a rule that fires everywhere less than one never seen before', () => {
    const [s] = [at('a', 0, 'high', 'TA0002')];
    expect(signalScore(s, { ...DEFAULT_CORRELATE_SETTINGS, ruleRarity: { a: 1 } })).toBe(signalScore(s, DEFAULT_CORRELATE_SETTINGS) / 2);
  });

  it('is the sum of its terms, within 0 and 99', () => {
    const all = Array.from({ length: 12 }, (_, i) => at(`r${i}`, i, 'critical', `TA00${String([1, 2, 3, 4, 5, 7, 6, 8, 9, 11, 10, 40][i]).padStart(2, '0')}`));
    const impact = [1, 2, 3, 4, 5].map((i) => ({ kind: 'host' as const, key: `h${i}`, name: `h${i}`, addresses: [], server: true }));
    const { score: total, terms } = scoreAlert(unweighed(all), impact, DEFAULT_CORRELATE_SETTINGS);
    expect(total).toBe(99);
    const small = scoreAlert(unweighed(all.slice(0, 2)), [], DEFAULT_CORRELATE_SETTINGS);
    expect(small.terms.reduce((sum, t) => sum + t.points, 0)).toBe(small.score);
    expect(terms.every((t) => t.points !== 0)).toBe(true);
  });

  it.each([[80, 'critical'], [79, 'high'], [60, 'high'], [59, 'medium'], [40, 'medium'], [39, 'low'], [0, 'low']] as const)('puts %i at %s', (points, severity) => {
    expect(severityOf(points)).toBe(severity);
  });
});

describe('opening', () => {
  const reasons = (signals: readonly Signal[]): string[] => run(signals).unalerted.map((u) => u.reason);

  it('opens on one critical detection', () => {
    expect(run([at('a', 0, 'critical', 'TA0006')]).alerts.map((a) => a.content.model)).toEqual(['critical_detection']);
  });

  it('opens on a chain over the threshold', () => {
    expect(run([at('a', 0, 'high', 'TA0002'), at('b', 1, 'high', 'TA0006')]).alerts.map((a) => a.content.model)).toEqual(['chain']);
  });

  it('leaves one high detection, weak chains and low ones outside, and says why', () => {
    expect(reasons([at('a', 0, 'high', 'TA0006')])).toEqual(['unalerted_alone']);
    expect(reasons([at('a', 0, 'medium', 'TA0002'), at('b', 1, 'low', 'TA0007')])).toEqual(['unalerted_weak', 'unalerted_weak']);
    expect(reasons(Array.from({ length: 30 }, (_, i) => at(`r${i}`, i, 'low', `TA000${1 + (i % 9)}`)))).toEqual(Array.from({ length: 30 }, () => 'unalerted_weak'));
  });
});
