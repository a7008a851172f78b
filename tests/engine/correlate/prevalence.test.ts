import { describe, expect, it } from 'vitest';
import { isEveryday, isRare, Learnt, levelHere } from '../../../lib/engine/correlate/ordinary';
import { dayNumber, prevalenceOf, sightingsOf } from '../../../lib/engine/correlate/prevalence';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { Signal } from '../../../lib/engine/correlate/types';
import type { Level } from '../../../lib/engine/sigma/types';
import { activity, partition, rule, run, signal } from './support/build';

const DAY = 1_440;
const seen = (id: string, day: number, host: string, level: Level = 'medium', parts: Partial<Activity> = {}): Signal =>
  signal(rule(id, level), activity(day * DAY, { kind: 'registry_set', endpointName: host, accountName: undefined, ...parts }));
/** Something every day, so that days count as watched. */
const watched = (days: number): Signal[] => Array.from({ length: days }, (_, day) => seen('background', day, 'PC-1'));
const learntFrom = (signals: readonly Signal[], asked: readonly Signal[]): Learnt => new Learnt(prevalenceOf(sightingsOf(signals), asked));

describe('what is ordinary', () => {
  it('is told by the days before a signal alone: neither its own day nor what came later counts', () => {
    const today = seen('r', 5, 'PC-1');
    const past = [...watched(5), seen('r', 1, 'PC-1'), seen('r', 3, 'PC-2')];
    const expected = { watched: 5, seenHere: 1, seenAnywhere: 2, here: 2 / 7, anywhere: 3 / 7, share: 1 };
    expect(learntFrom(past, [today]).ordinary(today)).toEqual(expected);
    expect(learntFrom([...past, today, seen('r', 6, 'PC-1'), seen('r', 9, 'PC-3')], [today]).ordinary(today)).toEqual(expected);
  });

  it('is forgotten after thirty days', () => {
    const today = seen('r', 40, 'PC-1');
    const past = [...watched(40), ...[1, 2, 3].map((day) => seen('r', day, 'PC-1'))];
    expect(learntFrom(past, [today]).ordinary(today)).toMatchObject({ watched: 30, seenHere: 0 });
  });

  it('counts days of the same kind of sensor: a new sensor is no news', () => {
    const today = seen('r', 5, 'PC-1', 'low', { family: 'ecs', kind: 'security_alert', channel: 'A new product' });
    expect(learntFrom(watched(5), [today]).ordinary(today).watched).toBe(0);
  });

  const levelsAfter = (days: number): Level[] => {
    const daily = Array.from({ length: days }, (_, day) => seen('daily', day, 'PC-1'));
    const asked = [seen('new-low', days, 'PC-1', 'low'), seen('new', days, 'PC-1'), seen('new-high', days, 'PC-1', 'high'), seen('note', days, 'PC-1', 'informational'), seen('daily', days, 'PC-1', 'medium')];
    const learnt = learntFrom([...watched(days), ...daily], asked);
    return asked.map((s) => levelHere(s, learnt.ordinary(s)));
  };

  it('raises what is low and rare in the organisation, after more than a week also what is medium, nothing to critical; lowers what comes every day', () => {
    expect(levelsAfter(6)).toEqual(['medium', 'medium', 'high', 'informational', 'low']);
    expect(levelsAfter(10)).toEqual(['medium', 'high', 'high', 'informational', 'low']);
  });

  it('says nothing before there are days to judge by', () => {
    const first = seen('r', 0, 'PC-1'), second = seen('r', 1, 'PC-1');
    const learnt = learntFrom([first, second], [first, second]);
    expect([first, second].map((s) => levelHere(s, learnt.ordinary(s)))).toEqual(['medium', 'medium']);
    expect(isRare({ watched: 1, seenHere: 0, seenAnywhere: 0, here: 0.33, anywhere: 0.33, share: 0 })).toBe(false);
    expect(isEveryday({ watched: 2, seenHere: 2, seenAnywhere: 2, here: 0.75, anywhere: 0.75, share: 1 })).toBe(false);
  });

  it('lowers what half of the endpoints have every day on the other half too', () => {
    const past = Array.from({ length: 5 }, (_, day) => [seen('agent', day, 'PC-1'), seen('agent', day, 'PC-2'), seen('background', day, 'PC-3')]).flat();
    const asked = seen('agent', 5, 'PC-3');
    expect(levelHere(asked, learntFrom(past, [asked]).ordinary(asked))).toBe('low');
  });
});

describe('an alert of rare or ordinary detections', () => {
  const chain = (day: number, level: Level): Signal[] => ['TA0002', 'TA0006'].map((tactic, i) => signal(rule(`step${i}`, level, [tactic]), activity(day * DAY + i, { kind: 'process_start', processGuid: `P${day}`, processImage: 'C:\\x\\p.exe' })));
  const scored = (past: readonly Signal[], level: Level) => {
    const now = chain(12, level);
    return run(now, [], [], { openScore: 0 }, prevalenceOf(sightingsOf([...past, ...now]), now)).alerts[0]?.content;
  };

  it('says in a term of its own what rarity or habit did to the score, and the terms still add up', () => {
    const plain = scored([], 'medium'), rare = scored(watched(12), 'medium'), high = scored([], 'high'), everyday = scored(Array.from({ length: 12 }, (_, day) => chain(day, 'high')).flat(), 'high');
    expect(rare?.terms.find((t) => t.term === 'novelty')?.reason.params).toEqual({ count: 2, days: 12 });
    expect(everyday?.terms.find((t) => t.term === 'ordinary')?.reason.params).toEqual({ count: 2, days: 12 });
    expect((rare?.score ?? 0) - (plain?.score ?? 0)).toBeGreaterThan(10);
    expect((high?.score ?? 0) - (everyday?.score ?? 0)).toBeGreaterThan(10);
    for (const content of [plain, rare, high, everyday]) expect(content?.terms.reduce((sum, t) => sum + t.points, 0)).toBe(content?.score);
  });

  it('opens on a critical detection also when that comes every day: habit hides nothing grave', () => {
    const daily = [0, 1, 2, 3, 4, 5].map((day) => seen('grave', day, 'PC-1', 'critical'));
    const now = daily.slice(-1);
    expect(run(now, [], [], {}, prevalenceOf(sightingsOf(daily), now)).alerts.map((a) => a.content.model)).toEqual(['critical_detection']);
  });
});

describe('hubs', () => {
  const talk = (day: number, host: number, parts: Partial<Activity>): Signal => seen(`r${host}`, day, `PC-${host}`, 'medium', { kind: 'network_connection', accountName: `EXAMPLE\\u${host}`, ...parts });
  const proxied = Array.from({ length: 3 }, (_, day) => Array.from({ length: 14 }, (_, host) => talk(day, host, { destinationAddress: '203.0.113.50' }))).flat();

  it('are learnt: an address that many endpoints talked to before joins nothing any more', () => {
    const now = [talk(3, 1, { destinationAddress: '203.0.113.50' }), talk(3, 2, { destinationAddress: '203.0.113.50' })];
    expect(partition(now)).toHaveLength(1);
    expect(partition(now, [], {}, prevalenceOf(sightingsOf(proxied), now))).toHaveLength(2);
  });

  it('are judged by the days before: an address that spreads today is none', () => {
    const today = Array.from({ length: 10 }, (_, host) => talk(0, host, { destinationAddress: '203.0.113.9' }));
    expect(partition(today, [], {}, prevalenceOf(sightingsOf(today), today))).toHaveLength(1);
  });

  it('of accounts join nothing across endpoints', () => {
    const scan = (day: number, host: number): Signal => seen(`s${host}`, day, `PC-${host}`, 'medium', { accountName: 'EXAMPLE\\svc-scan', accountKey: 'svc-scan' });
    const past = Array.from({ length: 14 }, (_, host) => scan(0, host)), now = [scan(1, 1), scan(1, 2)];
    expect(partition(now)).toHaveLength(1);
    expect(partition(now, [], {}, prevalenceOf(sightingsOf(past), now))).toHaveLength(2);
  });
});

it('remembers a row once however often something is seen in a day', () => {
  const many = Array.from({ length: 50 }, (_, i) => seen('r', i / 100, 'PC-1'));
  expect(sightingsOf(many)).toEqual([{ subject: 'sensor|windows', place: 'pc-1', day: dayNumber(many[0]?.firstSeen ?? 0) }, { subject: 'rule|r', place: 'pc-1', day: dayNumber(many[0]?.firstSeen ?? 0) }]);
});
