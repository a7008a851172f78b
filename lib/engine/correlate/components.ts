import { areParted } from './corrections';
import { CORRELATE_LIMITS } from './settings';
import { compareText } from './text';
import { EDGE_KINDS, type Edge } from './types';

/** Strongest first; ties by kind, time and ends, so that the same edges in any order give the same tree. */
function strongestFirst(a: Edge, b: Edge): number {
  return b.confidence - a.confidence || EDGE_KINDS.indexOf(a.kind) - EDGE_KINDS.indexOf(b.kind) || a.lastAt - a.firstAt - (b.lastAt - b.firstAt)
    || compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.entity, b.entity);
}

/** What decides whether two parts may become one: analysts' decisions on them, and how much they hold. */
export interface Traits { signals: number; entities: readonly string[]; owners: readonly number[]; findings: readonly string[]; /** Sides that an analyst parted, see `sidesOf`. */ sides?: readonly string[] }

/** `continues`: a signal of the part that this one belongs to and that was full. */
export interface Component { keys: string[]; edges: Edge[]; continues?: string }

interface Part { signals: number; entities: Set<string>; owners: Set<number>; findings: Set<string>; sides: Set<string> }
type Verdict = 'join' | 'apart' | 'full';

/**
 * Never one alert: what an analyst has parted, what two people own, what was found to be two different things, and more than an analyst can read. Parts that only their size keeps
 * apart stay linked, see `continuations`.
 */
function verdict(a: Part, b: Part): Verdict {
  if (areParted(a.sides, b.sides)) return 'apart';
  if (a.owners.size > 0 && b.owners.size > 0 && new Set([...a.owners, ...b.owners]).size > Math.max(a.owners.size, b.owners.size)) return 'apart';
  if (a.findings.size > 0 && b.findings.size > 0 && new Set([...a.findings, ...b.findings]).size > Math.max(a.findings.size, b.findings.size)) return 'apart';
  if (a.signals + b.signals > CORRELATE_LIMITS.alertSignalsMax) return 'full';
  const [small, large] = a.entities.size < b.entities.size ? [a, b] : [b, a];
  let entities = large.entities.size;
  for (const entity of small.entities) if (!large.entities.has(entity)) entities += 1;
  return entities > CORRELATE_LIMITS.alertEntitiesMax ? 'full' : 'join';
}

const ONE_SIGNAL: Traits = { signals: 1, entities: [], owners: [], findings: [] };

/** Union-find over parts that know what they hold. */
class Parts {
  readonly #parent: Map<string, string>;
  readonly #parts = new Map<string, Part>();

  constructor(keys: readonly string[], traitsOf: (key: string) => Traits) {
    this.#parent = new Map(keys.map((key) => [key, key]));
    for (const key of keys) {
      const { signals, entities, owners, findings, sides } = traitsOf(key);
      this.#parts.set(key, { signals, entities: new Set(entities), owners: new Set(owners), findings: new Set(findings), sides: new Set(sides) });
    }
  }

  has(key: string): boolean {
    return this.#parent.has(key);
  }

  find(key: string): string {
    let root = key;
    for (let up = this.#parent.get(root); up !== undefined && up !== root; up = this.#parent.get(root)) root = up;
    for (let at = key; at !== root;) {
      const next = this.#parent.get(at) ?? root;
      this.#parent.set(at, root);
      at = next;
    }
    return root;
  }

  size(root: string): number {
    return this.#parts.get(root)?.signals ?? 0;
  }

  /** Joins two roots unless a guard is against it. The smaller key stays root: the result does not depend on the order of calls. */
  join(a: string, b: string): Verdict {
    const [into, from] = a < b ? [a, b] : [b, a];
    const kept = this.#parts.get(into), gone = this.#parts.get(from);
    if (kept === undefined || gone === undefined) return 'apart';
    const found = verdict(kept, gone);
    if (found !== 'join') return found;
    this.#parent.set(from, into);
    kept.signals += gone.signals;
    for (const entity of gone.entities) kept.entities.add(entity);
    for (const owner of gone.owners) kept.owners.add(owner);
    for (const finding of gone.findings) kept.findings.add(finding);
    for (const side of gone.sides) kept.sides.add(side);
    this.#parts.delete(from);
    return 'join';
  }
}

/** The strongest edge first: each component comes with the spanning tree that explains it. */
export function componentsOf(keys: readonly string[], edges: readonly Edge[], traitsOf: (key: string) => Traits = () => ONE_SIGNAL): Component[] {
  const parts = new Parts(keys, traitsOf);
  const tree: Edge[] = [], refused: Edge[] = [];
  for (const edge of [...edges].sort(strongestFirst)) {
    if (!parts.has(edge.from) || !parts.has(edge.to)) continue;
    const a = parts.find(edge.from), b = parts.find(edge.to);
    if (a === b) continue;
    const found = parts.join(a, b);
    if (found === 'join') tree.push(edge);
    else if (found === 'full') refused.push(edge);
  }
  const continues = continuations(parts, refused);
  const components = new Map<string, Component>();
  for (const key of [...keys].sort(compareText)) {
    const root = parts.find(key);
    const component = components.get(root) ?? { keys: [], edges: [], ...(continues.has(root) ? { continues: continues.get(root) ?? '' } : {}) };
    component.keys.push(key);
    components.set(root, component);
  }
  for (const edge of tree) components.get(parts.find(edge.from))?.edges.push(edge);
  return [...components.values()];
}

/** What a full part could not take in gathers into as few further parts as possible; each says which one it continues. By root. */
function continuations(parts: Parts, refused: readonly Edge[]): Map<string, string> {
  const head = new Map<string, string>();
  const top = (root: string): string => {
    let at = root;
    for (let up = head.get(at); up !== undefined; up = head.get(at)) at = up;
    return at;
  };
  for (const edge of refused) {
    const a = parts.find(edge.from), b = parts.find(edge.to);
    if (a === b) continue;
    const [large, small] = parts.size(a) > parts.size(b) || (parts.size(a) === parts.size(b) && a < b) ? [a, b] : [b, a];
    if (!head.has(small) && top(large) !== small) head.set(small, top(large));
  }
  const followers = [...head.keys()].map((root) => ({ root, head: top(root) })).sort((x, y) => compareText(x.root, y.root));
  const open = new Map<string, string>(), continues = new Map<string, string>();
  for (const follower of followers) {
    const current = open.get(follower.head);
    const joined = current !== undefined && parts.join(parts.find(current), follower.root) === 'join';
    if (!joined) open.set(follower.head, follower.root);
  }
  for (const follower of followers) continues.set(parts.find(follower.root), follower.head);
  return continues;
}
