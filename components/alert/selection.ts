import type { AlertContent } from '@/lib/engine/correlate/types';

/** What the reader has picked, wherever they picked it. */
export type Picked = { kind: 'step'; number: number } | { kind: 'node'; id: string } | { kind: 'signal'; key: string };

/** The pick and all that belongs to it: each part of the page marks its own. */
export interface Selection { pick: Picked | null; steps: ReadonlySet<number>; nodes: ReadonlySet<string>; signals: ReadonlySet<string> }

export const NOTHING: Selection = { pick: null, steps: new Set(), nodes: new Set(), signals: new Set() };

/** `step-3`, `node-…`, `signal-…`, as it stands in the URL. */
export function writePick(pick: Picked): string {
  if (pick.kind === 'step') return `step-${pick.number}`;
  return pick.kind === 'node' ? `node-${pick.id}` : `signal-${pick.key}`;
}

export function readPick(text: string | null): Picked | null {
  const [, kind, rest] = /^(step|node|signal)-([^]+)$/.exec(text ?? '') ?? [];
  if (kind === undefined || rest === undefined) return null;
  if (kind === 'node') return { kind, id: rest };
  if (kind === 'signal') return { kind, key: rest };
  return /^\d{1,4}$/.test(rest) ? { kind: 'step', number: Number(rest) } : null;
}

/** Follows a pick through the story. What the alert does not have selects nothing: an old link still opens. */
export function resolveSelection(pick: Picked | null, content: Story): Selection {
  if (pick === null) return NOTHING;
  if (pick.kind === 'step') {
    const step = content.steps.find(({ number }) => number === pick.number);
    return step === undefined ? NOTHING : { pick, steps: new Set([step.number]), nodes: new Set(step.nodeIds), signals: new Set(step.signalKeys) };
  }
  if (pick.kind === 'node') {
    const node = content.graph.nodes.find(({ id }) => id === pick.id);
    if (node === undefined) return NOTHING;
    const steps = content.steps.filter((step) => step.nodeIds.includes(node.id));
    return { pick, steps: numbersOf(steps), nodes: new Set([node.id]), signals: new Set(node.signalKeys) };
  }
  if (!content.signalKeys.includes(pick.key)) return NOTHING;
  const steps = content.steps.filter((step) => step.signalKeys.includes(pick.key));
  const marked = content.graph.nodes.filter((node) => node.signalKeys.includes(pick.key)).map(({ id }) => id);
  return { pick, steps: numbersOf(steps), nodes: new Set(marked), signals: new Set([pick.key]) };
}

type Story = Readonly<{ steps: AlertContent['steps']; signalKeys: AlertContent['signalKeys']; graph: { nodes: AlertContent['graph']['nodes'] } }>;

function numbersOf(steps: readonly { number: number }[]): Set<number> {
  return new Set(steps.map(({ number }) => number));
}

const KINDS_OF_PARAM: Readonly<Record<string, readonly string[]>> = {
  host: ['endpoint'], source: ['endpoint', 'address'], account: ['account'], second: ['account'], image: ['process'], parent: ['process'], target: ['process'],
  file: ['file'], address: ['address', 'endpoint', 'domain'], domain: ['domain'], url: ['domain', 'address'], service: ['service'], task: ['service'], registry: ['registry'],
};

/** The graph node that a noun of a sentence names; among several of one name, one that the sentence's own step goes through. */
export function nodeOfNoun(name: string, value: string, nodes: AlertContent['graph']['nodes'], near: readonly string[] = []): string | undefined {
  const kinds = KINDS_OF_PARAM[name];
  if (kinds === undefined) return undefined;
  const wanted = value.toLowerCase();
  const named = nodes.filter((node) => kinds.includes(node.kind) && (node.label.toLowerCase() === wanted || Object.values(node.properties).some((property) => String(property).toLowerCase() === wanted)));
  return (named.find(({ id }) => near.includes(id)) ?? named[0])?.id;
}
