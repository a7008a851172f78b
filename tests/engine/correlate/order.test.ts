import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { Fact, Signal } from '../../../lib/engine/correlate/types';
import { activity, addressFact, fold, logonFact, processFact, row, rule, run } from './support/build';
import { prevalenceOf, sightingsOf } from '../../../lib/engine/correlate/prevalence';
import { signalOf } from '../../../lib/engine/correlate/signals';
import { intrusionFacts, intrusionSignals } from './support/intrusion';

const LEVELS = ['low', 'medium', 'high'] as const;

/** A small office full of coincidences: few endpoints, accounts, processes, files and addresses, so that everything touches everything. */
const arbitraryActivity: fc.Arbitrary<{ rule: number; activity: Activity }> = fc.record({
  rule: fc.integer({ min: 0, max: 8 }), minutes: fc.integer({ min: 0, max: 400 }), host: fc.integer({ min: 0, max: 3 }), account: fc.integer({ min: 0, max: 2 }),
  process: fc.integer({ min: 0, max: 6 }), parent: fc.integer({ min: 0, max: 6 }), target: fc.integer({ min: 0, max: 6 }),
  kind: fc.constantFrom<Activity['kind']>('process_start', 'remote_thread', 'file_create', 'network_connection', 'service_install', 'logon', 'registry_set'),
}).map((p) => ({
  rule: p.rule,
  activity: activity(p.minutes, {
    kind: p.kind, endpointName: `PC-${p.host}`, accountName: `EXAMPLE\\user${p.account}`, processGuid: `G${p.process}`, processImage: `C:\\x\\p${p.process}.exe`, logonId: `0x10${p.account}`,
    ...(p.kind === 'process_start' ? { parentProcessGuid: `G${p.parent}`, parentProcessImage: `C:\\x\\p${p.parent}.exe`, processCommandLine: `p${p.process} run ${p.target}` } : {}),
    ...(p.kind === 'remote_thread' ? { targetProcessGuid: `G${p.target}`, targetProcessImage: `C:\\x\\p${p.target}.exe` } : {}),
    ...(p.kind === 'file_create' ? { filePath: `C:\\x\\p${p.target}.exe` } : {}),
    ...(p.kind === 'network_connection' ? { destinationAddress: `203.0.113.${p.target}`, destinationPort: 443 } : {}),
    ...(p.kind === 'service_install' ? { serviceName: `svc${p.target}`, filePath: `C:\\x\\p${p.target}.exe` } : {}),
    ...(p.kind === 'logon' ? { sourceAddress: `10.0.0.${p.target}`, logonType: 3 } : {}),
  }),
}));

const facts: Fact[] = [0, 1, 2, 3].flatMap((host) => [
  addressFact(`pc-${host}`, `10.0.0.${host}`), logonFact(`pc-${host}`, '0x101', 3, 'EXAMPLE\\user1', `10.0.0.${(host + 1) % 4}`, 10),
  ...[1, 2, 3, 4].map((p) => processFact(`pc-${host}`, `G${p}`, `C:\\x\\p${p}.exe`, { parentGuid: `G${p - 1}`, accountName: `EXAMPLE\\user${p % 3}` }, p)),
]);

function raw(list: readonly { rule: number; activity: Activity }[]): Signal[] {
  return list.map(({ rule: n, activity: a }) => signalOf(row(a), { ruleId: `r${n}`, matched: [] }, rule(`r${n}`, LEVELS[n % 3] ?? 'low', ['TA0002', `TA000${n + 1}`])));
}

describe('correlation', () => {
  it('gives the same alerts, content and leftovers for any order of arrival and any batching', () => {
    fc.assert(fc.property(fc.array(arbitraryActivity, { minLength: 2, maxLength: 40 }), fc.infiniteStream(fc.nat()), fc.integer({ min: 1, max: 12 }), (list, randoms, size) => {
      const signals = raw(list);
      const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, by: randoms.next().value as number })).sort((a, b) => a.by - b.by).map(({ item }) => item);
      const arrived = shuffled(signals);
      const batches: Signal[] = [];
      for (let i = 0; i < arrived.length; i += size) batches.push(...fold(arrived.slice(i, i + size)));
      expect(run(shuffled(fold(batches)), shuffled(facts), [], { openScore: 20 })).toEqual(run(fold(signals), facts, [], { openScore: 20 }));
    }), { seed: 7, numRuns: 150 });
  });

  it('gives the same with what was learnt of several days, in whatever order it was learnt', () => {
    const oneOfDays = fc.record({ day: fc.integer({ min: 0, max: 6 }), made: arbitraryActivity }).map(({ day, made }) => ({ ...made, activity: { ...made.activity, observedAt: made.activity.observedAt + day * 86_400_000 } }));
    fc.assert(fc.property(fc.array(oneOfDays, { minLength: 2, maxLength: 40 }), fc.infiniteStream(fc.nat()), (list, randoms) => {
      const signals = fold(raw(list));
      const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, by: randoms.next().value as number })).sort((a, b) => a.by - b.by).map(({ item }) => item);
      const sightings = sightingsOf(signals), arrived = shuffled(signals);
      const learnt = prevalenceOf(shuffled([...sightings, ...sightings]), arrived);
      expect(run(arrived, shuffled(facts), [], { openScore: 20 }, learnt)).toEqual(run(signals, facts, [], { openScore: 20 }, prevalenceOf(sightings, signals)));
    }), { seed: 11, numRuns: 80 });
  });

  it('puts every signal into exactly one alert or among those outside, with a reason', () => {
    fc.assert(fc.property(fc.array(arbitraryActivity, { maxLength: 40 }), (list) => {
      const signals = fold(raw(list));
      const result = run(signals, facts);
      const placed = [...result.alerts.flatMap((a) => a.content.signalKeys), ...result.unalerted.map((u) => u.key)].sort();
      expect(placed).toEqual(signals.map((s) => s.key).sort());
    }), { seed: 8, numRuns: 100 });
  });

  it('explains each alert by a tree: one edge less than signals, all within it', () => {
    fc.assert(fc.property(fc.array(arbitraryActivity, { minLength: 5, maxLength: 40 }), (list) => {
      for (const { content } of run(fold(raw(list)), facts, [], { openScore: 0 }).alerts) {
        const keys = new Set(content.signalKeys);
        expect(content.edges).toHaveLength(keys.size - 1);
        expect(content.edges.every((e) => keys.has(e.from) && keys.has(e.to))).toBe(true);
      }
    }), { seed: 9, numRuns: 100 });
  });

  it('ends in the same alert whichever half of an intrusion arrives first, and keeps its identity', () => {
    const signals = intrusionSignals(), known = intrusionFacts();
    const whole = run(signals, known);
    for (const half of [signals.slice(0, 6), signals.slice(6)]) {
      const first = run(half, known);
      const alerts = first.alerts.map((alert, i) => ({ id: `A${i}`, signalKeys: alert.content.signalKeys, open: true, createdSequence: i }));
      const then = run(signals, known, alerts);
      expect(then.alerts.map((a) => a.content)).toEqual(whole.alerts.map((a) => a.content));
      expect(then.alerts[0]?.id).toBe(alerts[0]?.id);
    }
  });
});
