import type { CorrelationRule, RuleInfo, RuleSet } from '../types';

/** One entry of a correlation's `rules`. */
export type CorrelationPart = { ref: string; ruleId: string; inner?: undefined } | { ref: string; ruleId: string; inner: CorrelationNode };

/** A correlation rule whose references are resolved. */
export interface CorrelationNode {
  rule: CorrelationRule;
  parts: readonly CorrelationPart[];
  /** Ids of the rules whose matches it is made of, through all levels. */
  baseIds: ReadonlySet<string>;
  /** False: only a step of another correlation, so that its matches are not shown by themselves. */
  shown: boolean;
  /** How far in time an event can matter to a match. */
  reachMs: number;
}

export interface CorrelationPlan {
  /** Inner correlations before those that refer to them. */
  nodes: readonly CorrelationNode[];
  /** By id of a base rule: the correlations that its matches feed. */
  nodesOf: ReadonlyMap<string, readonly CorrelationNode[]>;
  /** Rules that only feed correlations: their matches are no detections. */
  hidden: ReadonlySet<string>;
  problems: readonly { rule: CorrelationRule; reason: string }[];
}

const NODES_DEEP_MAX = 8;
const plans = new WeakMap<readonly RuleInfo[], CorrelationPlan>();

/** The plan of a rule set; worked out once per set, also for those that look at it through a set of their own. */
export function planOf({ rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>): CorrelationPlan {
  let plan = plans.get(rules);
  if (!plan) plans.set(rules, (plan = planCorrelations(rules, correlations)));
  return plan;
}

/**
 * Resolves what correlation rules refer to, by id or else by name. A rule that something refers to is hidden unless one of those that refer to it says
 * `generate: true`. A correlation that refers to nothing known, or to itself, is a problem and is left out, with those that build on it.
 */
export function planCorrelations(rules: readonly Pick<RuleInfo, 'id' | 'name'>[], correlations: readonly CorrelationRule[]): CorrelationPlan {
  const resolver = new Resolver(rules, correlations);
  const found = correlations.map((rule) => resolver.node(rule, []));
  const nodes = [...new Set(found.flatMap((node) => (node ? [...below(node), node] : [])))];
  const generated = new Set<string>();
  const referred = new Set<string>();
  for (const { rule, parts } of nodes) for (const part of parts) (rule.generate ? generated : referred).add(part.ruleId);
  const hidden = new Set([...referred].filter((id) => !generated.has(id)));
  for (const node of nodes) node.shown = !hidden.has(node.rule.id);
  const nodesOf = new Map<string, CorrelationNode[]>();
  for (const node of nodes) for (const id of node.baseIds) nodesOf.set(id, [...(nodesOf.get(id) ?? []), node]);
  return { nodes, nodesOf, hidden, problems: resolver.problems };
}

function below(node: CorrelationNode): CorrelationNode[] {
  return node.parts.flatMap(({ inner }) => (inner ? [...below(inner), inner] : []));
}

class Resolver {
  readonly problems: { rule: CorrelationRule; reason: string }[] = [];
  readonly #made = new Map<string, CorrelationNode | undefined>();
  readonly #bases: ReadonlyMap<string, string>;
  readonly #correlations: ReadonlyMap<string, CorrelationRule>;

  constructor(rules: readonly Pick<RuleInfo, 'id' | 'name'>[], correlations: readonly CorrelationRule[]) {
    this.#bases = byReference(rules, ({ id }) => id);
    this.#correlations = byReference(correlations, (rule) => rule);
  }

  node(rule: CorrelationRule, path: readonly string[]): CorrelationNode | undefined {
    if (path.includes(rule.id)) return this.#refuse(rule, 'the correlation refers to itself');
    if (path.length >= NODES_DEEP_MAX) return this.#refuse(rule, `correlations build on each other more than ${NODES_DEEP_MAX} deep`);
    if (this.#made.has(rule.id)) return this.#made.get(rule.id);
    const parts: CorrelationPart[] = [];
    for (const ref of new Set(rule.rules)) {
      const part = this.#part(ref, [...path, rule.id]);
      if (typeof part === 'string') return this.#refuse(rule, part);
      parts.push(part);
    }
    const innermost = parts.map(({ inner }) => (inner ? inner.reachMs + DAY_MS : 0));
    const baseIds = new Set(parts.flatMap(({ ruleId, inner }) => (inner ? [...inner.baseIds] : [ruleId])));
    const node: CorrelationNode = { rule, parts, baseIds, shown: true, reachMs: rule.timespanSeconds * 1000 + Math.max(...innermost) };
    this.#made.set(rule.id, node);
    return node;
  }

  #part(ref: string, path: readonly string[]): CorrelationPart | string {
    const ruleId = this.#bases.get(ref);
    if (ruleId !== undefined) return { ref, ruleId };
    const rule = this.#correlations.get(ref);
    if (!rule) return `it refers to "${ref}", which is not among the rules`;
    const inner = this.node(rule, path);
    return inner ? { ref, ruleId: rule.id, inner } : `it builds on "${ref}", which cannot run`;
  }

  #refuse(rule: CorrelationRule, reason: string): undefined {
    if (!this.#made.has(rule.id)) this.problems.push({ rule, reason });
    this.#made.set(rule.id, undefined);
  }
}

const DAY_MS = 86_400_000;

/** An id goes before a name; of two rules with one name, the first has it. */
function byReference<T extends { id: string; name?: string }, V>(items: readonly T[], valueOf: (item: T) => V): ReadonlyMap<string, V> {
  const found = new Map<string, V>();
  for (const item of items) if (item.name !== undefined && !found.has(item.name)) found.set(item.name, valueOf(item));
  for (const item of items) found.set(item.id, valueOf(item));
  return found;
}

/** The field of the base rule's events that `name` stands for in a correlation, followed through the aliases of each level. */
export function sourceField(node: CorrelationNode, part: CorrelationPart, name: string, baseId: string): string {
  const here = node.rule.aliases[name]?.[part.ref] ?? name;
  const { inner } = part;
  const next = inner?.parts.find((candidate) => feeds(candidate, baseId));
  return inner && next ? sourceField(inner, next, here, baseId) : here;
}

/** Whether matches of the base rule reach this part. */
export function feeds({ ruleId, inner }: CorrelationPart, baseId: string): boolean {
  return inner ? inner.baseIds.has(baseId) : ruleId === baseId;
}
