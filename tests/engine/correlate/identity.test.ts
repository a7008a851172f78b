import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../../lib/engine/correlate/types';
import { activity, rule, run, signal } from './support/build';

const chainOf = (host: string, from: number) => [
  signal(rule(`${host}-a`, 'high', ['TA0002']), activity(from, { kind: 'process_start', processGuid: 'P', endpointName: host, accountName: `EXAMPLE\\${host}` })),
  signal(rule(`${host}-b`, 'high', ['TA0006']), activity(from + 5, { kind: 'process_access', processGuid: 'P', endpointName: host, accountName: `EXAMPLE\\${host}` })),
];
const one = chainOf('PC-1', 0), two = chainOf('PC-2', 2);
const bridge = signal(rule('bridge', 'high', ['TA0008']), activity(3, { kind: 'logon', processGuid: 'P', endpointName: 'PC-1', accountName: 'EXAMPLE\\PC-1', fileSha256: 'aa'.repeat(32) }));
const far = signal(rule('far', 'high', ['TA0008']), activity(4, { kind: 'file_create', processGuid: 'P', endpointName: 'PC-2', accountName: 'EXAMPLE\\PC-2', fileSha256: 'aa'.repeat(32) }));
const state = (id: string, signals: readonly { key: string }[], createdSequence: number, open = true): AlertState => ({ id, signalKeys: signals.map((s) => s.key), open, createdSequence });
const closedOne = state('C', one, 1, false);

describe('identity of alerts', () => {
  it('keeps the id of an open alert that grows', () => {
    const result = run([...one, bridge], [], [state('A', one, 5)]);
    expect(result.alerts.map((a) => [a.id, a.absorbed, a.content.signalKeys.length])).toEqual([['A', [], 3]]);
  });

  it('keeps the oldest id when two open alerts turn out to be one, and names the other', () => {
    const result = run([...one, ...two, bridge, far], [], [state('young', one, 9), state('old', two, 3)]);
    expect(result.alerts.map((a) => [a.id, a.absorbed])).toEqual([['old', ['young']]]);
  });

  it('never reopens a closed alert nor moves its signals', () => {
    const result = run(one, [], [closedOne]);
    expect(result.alerts).toEqual([]);
    expect(result.unalerted.map((u) => u.reason)).toEqual(['unalerted_closed', 'unalerted_closed']);
  });

  it('makes a new alert of what recurs after closing', () => {
    const again = chainOf('PC-1', 200);
    const renamed = again.map((s) => ({ ...s, key: `${s.key}#2` }));
    const result = run([...one, ...renamed], [], [closedOne]);
    expect(result.alerts.map((a) => [a.id, a.content.signalKeys.length])).toEqual([[undefined, 2]]);
  });

  it('keeps an open alert alive although its signals alone would not open one today', () => {
    const weak = one.slice(0, 1);
    expect(run(weak, [], [state('A', weak, 1)]).alerts.map((a) => a.id)).toEqual(['A']);
    expect(run(weak).alerts).toEqual([]);
  });

  it('gives an alert whose signals part to the group that holds most of them', () => {
    const result = run([...one, bridge, ...two], [], [state('A', [...one, bridge, ...two], 1)]);
    expect(result.alerts.map((a) => [a.id, a.content.signalKeys.length])).toEqual([['A', 3], [undefined, 2]]);
  });
});
