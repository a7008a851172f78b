import { compareText } from './text';
import { EDGE_KINDS, type Edge } from './types';

/** Strongest first; ties by kind, time and ends, so that the same edges in any order give the same tree. */
function strongestFirst(a: Edge, b: Edge): number {
  return b.confidence - a.confidence || EDGE_KINDS.indexOf(a.kind) - EDGE_KINDS.indexOf(b.kind) || a.lastAt - a.firstAt - (b.lastAt - b.firstAt)
    || compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.entity, b.entity);
}

export interface Component { keys: string[]; edges: Edge[] }

/** Union-find with the strongest edge first: each component comes with the spanning tree that explains it. */
export function componentsOf(keys: readonly string[], edges: readonly Edge[]): Component[] {
  const parent = new Map(keys.map((key) => [key, key]));
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    for (let at = key; at !== root;) {
      const next = parent.get(at) ?? root;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const tree: Edge[] = [];
  for (const edge of [...edges].sort(strongestFirst)) {
    if (!parent.has(edge.from) || !parent.has(edge.to)) continue;
    const a = find(edge.from), b = find(edge.to);
    if (a === b) continue;
    // The smaller key stays root: the tree does not depend on the order of calls.
    if (a < b) parent.set(b, a);
    else parent.set(a, b);
    tree.push(edge);
  }
  const components = new Map<string, Component>();
  for (const key of [...keys].sort(compareText)) {
    const root = find(key);
    const component = components.get(root) ?? { keys: [], edges: [] };
    component.keys.push(key);
    components.set(root, component);
  }
  for (const edge of tree) components.get(find(edge.from))?.edges.push(edge);
  return [...components.values()];
}
