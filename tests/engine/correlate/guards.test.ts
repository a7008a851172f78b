import { describe, expect, it } from 'vitest';
import { CORRELATE_LIMITS } from '../../../lib/engine/correlate/settings';
import type { AlertState, Signal } from '../../../lib/engine/correlate/types';
import { withParent } from '../../../lib/engine/correlate/links';
import { activity, rule, run, signal } from './support/build';

const HASH = 'ab'.repeat(32);
const chainOn = (host: string, from: number): Signal[] => [
  signal(rule(`${host}-a`, 'high', ['TA0002']), activity(from, { kind: 'process_start', processGuid: 'P', endpointName: host, accountName: `EXAMPLE\\${host}` })),
  signal(rule(`${host}-b`, 'high', ['TA0006']), activity(from + 5, { kind: 'file_create', processGuid: 'P', endpointName: host, accountName: `EXAMPLE\\${host}`, fileSha256: HASH })),
];
/** Two alerts on two endpoints, which the same file then turns out to join. */
const one = chainOn('PC-1', 0), two = chainOn('PC-2', 2);
const state = (id: string, signals: readonly Signal[], more: Partial<AlertState> = {}): AlertState => ({ id, signalKeys: signals.map((s) => s.key), open: true, createdSequence: id === 'A' ? 1 : 2, ownerId: null, finding: null, ...more });
const joined = (a: Partial<AlertState>, b: Partial<AlertState>) => run([...one, ...two], [], [state('A', one, a), state('B', two, b)]).alerts.map((alert) => [alert.id, alert.absorbed]);

describe('two alerts that turn out to belong together', () => {
  it('become one when nothing is against it', () => {
    expect(joined({}, {})).toEqual([['A', ['B']]]);
    expect(joined({ ownerId: 7, finding: 'noteworthy' }, { ownerId: 7, finding: 'noteworthy' })).toEqual([['A', ['B']]]);
  });

  it('stay two when one is closed', () => {
    expect(joined({ open: false, finding: 'true_positive' }, {})).toEqual([['B', []]]);
  });

  it('stay two when two people own them', () => {
    expect(joined({ ownerId: 7 }, { ownerId: 8 })).toEqual([['A', []], ['B', []]]);
  });

  it('stay two when different things were found of them', () => {
    expect(joined({ finding: 'true_positive' }, { finding: 'benign_true_positive' })).toEqual([['A', []], ['B', []]]);
  });

  it('go on in the one that somebody owns, though the other is older', () => {
    expect(joined({}, { ownerId: 8 })).toEqual([['B', ['A']]]);
  });

  it('are not joined around a guard either: what ties to both goes to one', () => {
    const bridge = signal(rule('bridge', 'high', ['TA0008']), activity(4, { kind: 'file_create', endpointName: 'PC-3', accountName: 'EXAMPLE\\PC-3', processGuid: 'P', fileSha256: HASH }));
    const { alerts } = run([...one, ...two, bridge], [], [state('A', one, { ownerId: 7 }), state('B', two, { ownerId: 8 })]);
    expect(alerts.map((alert) => alert.id)).toEqual(['A', 'B']);
    expect(alerts.map((alert) => alert.content.signalKeys.length).sort()).toEqual([2, 3]);
  });
});

describe('an alert that is full', () => {
  const { alertEntitiesMax, alertSignalsMax } = CORRELATE_LIMITS;
  const child = (i: number): Signal => signal(rule(`r${i}`, i < 2 ? 'high' : 'medium', [`TA000${1 + (i % 9)}`]), activity(i / 100, { kind: 'process_start', processGuid: `G${i}`, processImage: `C:\\x\\t${i}.exe`, parentProcessGuid: 'ROOT', parentProcessImage: 'C:\\x\\root.exe' }));

  it('drops nothing: what it cannot hold is in as few further alerts as possible, each of which says what it continues', () => {
    const signals = Array.from({ length: alertSignalsMax + 300 }, (_, i) => child(i));
    const { alerts, unalerted } = run(signals, [], [], { openScore: 20 });
    expect(unalerted).toEqual([]);
    expect(alerts.map((alert) => [alert.content.signalKeys.length <= alertSignalsMax, alert.parent])).toEqual([[true, undefined], [true, 0]]);
    expect(alerts.flatMap((alert) => alert.content.signalKeys)).toHaveLength(signals.length);
  }, 60_000);

  it('holds endpoints and accounts up to a limit too', () => {
    const spread = Array.from({ length: alertEntitiesMax }, (_, i) => [
      signal(rule('tool', 'high', ['TA0008']), activity(i / 10, { kind: 'process_start', endpointName: `PC-${i}`, accountName: `EXAMPLE\\u${i}`, processGuid: 'P', processImage: 'C:\\x\\t.exe' })),
      signal(rule('dump', 'high', ['TA0006']), activity(i / 10 + 0.01, { kind: 'process_access', endpointName: `PC-${i}`, accountName: `EXAMPLE\\u${i}`, processGuid: 'P', processImage: 'C:\\x\\t.exe', sourceAddress: '10.0.0.1', destinationAddress: `203.0.113.${Math.floor(i / 6)}` })),
      ...(i % 6 === 0 ? [signal(rule('relay', 'medium', ['TA0011']), activity(i / 10 + 0.02, { kind: 'network_connection', endpointName: `PC-${i}`, accountName: `EXAMPLE\\u${i}`, processGuid: 'P', destinationAddress: `203.0.113.${Math.floor(i / 6) + 1}` }))] : []),
    ]).flat();
    const { alerts } = run(spread);
    expect(alerts.length).toBeGreaterThan(1);
    expect(alerts.every((alert) => alert.content.impact.length <= alertEntitiesMax)).toBe(true);
    expect(alerts.slice(1).every((alert) => alert.parent !== undefined)).toBe(true);
  }, 60_000);

  it('is named in the content of its continuation once its id is known', () => {
    const [alert] = run(one).alerts;
    if (alert === undefined) throw new Error('no alert');
    expect(withParent(alert.content, 'WB-1-20260112-00007').links).toEqual([{ kind: 'parent', alertId: 'WB-1-20260112-00007', reason: { key: 'link_parent', params: { alert: 'WB-1-20260112-00007' } } }]);
  });
});

describe('detections of a closed alert that come back', () => {
  const closed = state('WB-1-20260111-00003', one.map((s) => ({ ...s, key: s.key.replace(/\|\d+\|/, '|1|') })), { open: false, finding: 'false_positive', createdSequence: 9 });
  const content = (alerts: readonly AlertState[]) => run(one, [], alerts).alerts[0]?.content;

  it('make a new alert that names the closed one with its finding, and say what that did to the score', () => {
    const [before, after] = [content([]), content([closed])];
    expect(after?.links).toMatchObject([{ kind: 'recurrence', alertId: closed.id, finding: 'false_positive' }]);
    expect(after?.terms.at(-1)).toMatchObject({ term: 'recurrence', points: -12, reason: { key: 'term_recurrence', params: { alert: closed.id, finding: 'false_positive', count: 2, total: 2 } } });
    expect(after?.score).toBe((before?.score ?? 0) - 12);
  });

  it('weigh more when they were found to be true', () => {
    expect(content([{ ...closed, finding: 'true_positive' }])?.terms.at(-1)).toMatchObject({ term: 'recurrence', points: 6 });
  });

  it('count by their share: an alert of mostly new detections barely changes', () => {
    const more = Array.from({ length: 10 }, (_, i) => signal(rule(`more${i}`, 'medium', ['TA0007']), activity(1 + i, { kind: 'process_start', processGuid: 'P', endpointName: 'PC-1', accountName: 'EXAMPLE\\PC-1' })));
    expect(run([...one, ...more], [], [closed]).alerts[0]?.content.terms.at(-1)).toMatchObject({ term: 'recurrence', points: -2 });
  });

  it('are known under the number that they got because their first count is closed', () => {
    const again = one.map((s) => ({ ...s, key: `${s.key}#2` }));
    expect(run([...one, ...again], [], [state('C', one, { open: false, finding: 'noteworthy' })]).alerts[0]?.content.links).toMatchObject([{ kind: 'recurrence', alertId: 'C', finding: 'noteworthy' }]);
  });

  it('name the alert that most of them were in', () => {
    const lesser = state('Z', closed.signalKeys.slice(0, 1).map((key) => ({ ...one[0], key }) as Signal), { open: false, finding: 'true_positive', createdSequence: 99 });
    expect(content([lesser, closed])?.links?.[0]?.alertId).toBe(closed.id);
  });
});
