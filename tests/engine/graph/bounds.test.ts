import { describe, expect, it } from 'vitest';
import { GRAPH_NODES_MAX } from '../../../lib/engine/graph/graph-fold';
import type { Signal } from '../../../lib/engine/correlate/types';
import { activity, rule, run, signal } from '../correlate/support/build';

const child = (i: number, image: string, parent = 'ROOT'): Signal => signal(rule(`r${i}`, i === 0 ? 'high' : 'medium', [`TA000${1 + (i % 9)}`]), activity(i / 10, {
  kind: 'process_start', processGuid: `G${i}`, processImage: `C:\\x\\${image}`, processCommandLine: `${image} ${'abcdefghij'[i % 10]}${'klmnopqrst'[Math.floor(i / 10) % 10]}${'uvwxyz'[Math.floor(i / 100) % 6]}`,
  parentProcessGuid: parent, parentProcessImage: 'C:\\x\\root.exe',
}));
const alertOf = (signals: readonly Signal[]) => run(signals, [], [], { openScore: 0 }).alerts[0]?.content;

describe('a big alert', () => {
  const big = alertOf(Array.from({ length: 400 }, (_, i) => child(i, 'cmd.exe')));

  it('folds repeated siblings into one node that says how many', () => {
    expect(big?.graph.nodes.length).toBeLessThanOrEqual(GRAPH_NODES_MAX);
    expect(big?.graph.nodes.filter((n) => n.folded !== undefined).map((n) => [n.label, n.folded])).toEqual([['cmd.exe', 400]]);
    expect(big?.graph.leftOut).toBe(0);
  });

  it('leaves out the weakest of what cannot be folded, and counts it', () => {
    const varied = alertOf(Array.from({ length: 400 }, (_, i) => child(i, `tool${i}.exe`)));
    expect(varied?.graph.nodes).toHaveLength(GRAPH_NODES_MAX);
    expect(varied?.graph.leftOut).toBe(403 - GRAPH_NODES_MAX);
    expect(varied?.graph.nodes.some((n) => n.level === 'high')).toBe(true);
  });

  it('keeps edges and steps within the nodes that are left', () => {
    const ids = new Set(big?.graph.nodes.map((n) => n.id));
    expect(big?.graph.edges.every((e) => ids.has(e.from) && ids.has(e.to))).toBe(true);
    expect(big?.steps.flatMap((s) => s.nodeIds).every((id) => ids.has(id))).toBe(true);
  });

  it('has at most twelve steps that hold every signal once', () => {
    expect(big?.steps.length).toBeLessThanOrEqual(12);
    expect(big?.steps.flatMap((s) => s.signalKeys).sort()).toEqual([...(big?.signalKeys ?? [])].sort());
    expect(big?.steps.map((s) => s.number)).toEqual(big?.steps.map((_, i) => i + 1));
    const times = big?.steps.map((s) => s.observedAt) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

it('tells a record that several rules matched in one step', () => {
  const a = signal(rule('a', 'high', ['TA0006']), activity(0, { kind: 'process_access', processGuid: 'P', processImage: 'C:\\x\\p.exe', targetProcessImage: 'C:\\w\\lsass.exe' }));
  const b = { ...signal(rule('b', 'medium', ['TA0002']), a.activity), detectionUuids: a.detectionUuids };
  expect(alertOf([a, b])?.steps.map((s) => [s.phase, s.sentence.params.more])).toEqual([['credential_access', 0]]);
});
