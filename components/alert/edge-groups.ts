import type { Edge, EdgeKind, Sentence } from '@/lib/engine/correlate/types';

export interface EdgeGroup { kind: EdgeKind; count: number; confidence: number; /** Different sentences, most sure and most frequent first. */ reasons: { sentence: Sentence; entity: string; count: number; confidence: number }[] }

/** The explaining edges by kind, the surest kind first; the same sentence said once with a count. */
export function groupEdges(edges: readonly Edge[]): EdgeGroup[] {
  const groups = new Map<EdgeKind, EdgeGroup>();
  for (const edge of edges) {
    const group = groups.get(edge.kind) ?? { kind: edge.kind, count: 0, confidence: 0, reasons: [] };
    group.count += 1;
    group.confidence = Math.max(group.confidence, edge.confidence);
    const text = JSON.stringify([edge.reason.key, Object.entries(edge.reason.params).sort()]);
    const known = group.reasons.find((reason) => JSON.stringify([reason.sentence.key, Object.entries(reason.sentence.params).sort()]) === text);
    if (known === undefined) group.reasons.push({ sentence: edge.reason, entity: edge.entity, count: 1, confidence: edge.confidence });
    else {
      known.count += 1;
      known.confidence = Math.max(known.confidence, edge.confidence);
    }
    groups.set(edge.kind, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.confidence - a.confidence || b.count - a.count);
  for (const group of sorted) group.reasons.sort((a, b) => b.confidence - a.confidence || b.count - a.count);
  return sorted;
}
