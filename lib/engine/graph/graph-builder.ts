import { levelRank } from '../correlate/phases';
import { clip } from '../correlate/text';
import type { GraphNode, NodeKind, Signal } from '../correlate/types';

/** Relations between nodes, each with a label `story.relation_<name>`. */
export const RELATIONS = ['on', 'as', 'started', 'wrote', 'deleted', 'read', 'loaded', 'opened', 'injected', 'connected', 'resolved', 'requested', 'set', 'installed', 'logged_on', 'moved', 'ran_from'] as const;
export type Relation = (typeof RELATIONS)[number];

export interface DraftEdge { from: string; to: string; relation: Relation; observedAt: number; signalKeys: Set<string> }
export type Properties = Record<string, string | number | undefined>;

/** Nodes and edges as they are collected: the same thing seen twice is one node, and ids do not depend on the order. */
export class GraphBuilder {
  readonly nodes = new Map<string, GraphNode & { signalKeys: string[] }>();
  readonly edges = new Map<string, DraftEdge>();
  readonly nodesOfSignal = new Map<string, Set<string>>();

  node(kind: NodeKind, key: string, label: string, extra: { properties?: Properties; endpointKey?: string | undefined; observedAt?: number | undefined } = {}): string {
    const id = `${kind}:${clip(key.toLowerCase(), 300)}`;
    const known = this.nodes.get(id) ?? { id, kind, label: clip(label, 80), properties: {}, signalKeys: [] };
    for (const [name, value] of Object.entries(extra.properties ?? {})) {
      if (value !== undefined && value !== '' && known.properties[name] === undefined) known.properties[name] = typeof value === 'string' ? clip(value, 1_000) : value;
    }
    if (extra.endpointKey !== undefined) known.endpointKey ??= extra.endpointKey;
    if (extra.observedAt !== undefined) known.observedAt = Math.min(known.observedAt ?? extra.observedAt, extra.observedAt);
    this.nodes.set(id, known);
    return id;
  }

  edge(from: string, to: string, relation: Relation, observedAt: number, signal?: Signal): void {
    if (from === to) return;
    const id = `${from}>${relation}>${to}`;
    const known = this.edges.get(id) ?? { from, to, relation, observedAt, signalKeys: new Set() };
    known.observedAt = Math.min(known.observedAt, observedAt);
    if (signal !== undefined) known.signalKeys.add(signal.key);
    this.edges.set(id, known);
  }

  /** `signal` happened at this node. */
  mark(id: string, signal: Signal): void {
    const node = this.nodes.get(id);
    if (node === undefined) return;
    if (!node.signalKeys.includes(signal.key)) node.signalKeys.push(signal.key);
    if (node.level === undefined || levelRank(signal.level) > levelRank(node.level)) node.level = signal.level;
    this.touch(id, signal);
  }

  /** The steps of `signal` go through this node. */
  touch(id: string, signal: Signal): void {
    const touched = this.nodesOfSignal.get(signal.key) ?? new Set();
    touched.add(id);
    this.nodesOfSignal.set(signal.key, touched);
  }
}
