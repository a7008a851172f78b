import type { AlertContent, Phase, Sentence, Step } from '@/lib/engine/correlate/types';
import { nodeOfNoun } from './selection';

/** What to do, why it follows (the step it comes from), and when that was. */
export interface NextAction { sentence: Sentence; step: number; at: number }

const UNKNOWN = 'none';
const SYSTEM = /(^|\\)(system|local service|network service|anonymous logon)$|\$$/i;
const ACTIONS_MAX = 5;
/** Phases in which a downloaded file is the attacker's tool, not the loot. */
const ARRIVALS: ReadonlySet<Phase> = new Set(['initial_access', 'execution', 'command_and_control', 'persistence']);

type Rule = (step: Step, content: AlertContent) => Sentence | undefined;

const text = (step: Step, name: string): string | undefined => {
  const value = step.sentence.params[name];
  return typeof value === 'string' && value !== UNKNOWN && value !== '?' && value !== '' ? value : undefined;
};
const say = (key: string, params: Sentence['params']): Sentence => ({ key, params });

/** Each rule reads one fact; a step without it suggests nothing. */
const RULES: readonly Rule[] = [
  (step) => {
    const account = text(step, 'account'), host = text(step, 'host');
    return account === undefined || host === undefined || SYSTEM.test(account) ? undefined : say('next_ask', { account, host });
  },
  (step) => forPhase(step, ['credential_access'], (host) => say('next_passwords', { host })),
  (step) => {
    const source = text(step, 'source'), host = text(step, 'host');
    return step.phase !== 'lateral_movement' || source === undefined || host === undefined ? undefined : say('next_reached', { host, source });
  },
  (step) => {
    const address = text(step, 'url') ?? text(step, 'address');
    return step.phase !== 'exfiltration' || address === undefined ? undefined : say('next_sent', { address });
  },
  (step) => {
    const address = text(step, 'address') ?? text(step, 'domain') ?? text(step, 'url');
    return step.phase !== 'command_and_control' || address === undefined ? undefined : say('next_block', { address });
  },
  (step, content) => {
    const file = text(step, 'file');
    return !ARRIVALS.has(step.phase) || step.sentence.key !== 'step_downloaded' || file === undefined ? undefined : say(hashOf(file, step, content) === undefined ? 'next_file' : 'next_hash', { file });
  },
  (step) => {
    const name = text(step, 'service') ?? text(step, 'task') ?? text(step, 'registry'), host = text(step, 'host');
    return name === undefined || host === undefined ? undefined : say('next_remove', { service: name.split('\\').at(-1) ?? name, host });
  },
];

function forPhase(step: Step, phases: readonly Phase[], make: (host: string) => Sentence): Sentence | undefined {
  const host = text(step, 'host');
  return host === undefined || !phases.includes(step.phase) ? undefined : make(host);
}

function hashOf(file: string, step: Step, content: AlertContent): string | number | undefined {
  const id = nodeOfNoun('file', file, content.graph.nodes, step.nodeIds);
  return content.graph.nodes.find((node) => node.id === id)?.properties['fileSha256'];
}

/** What the facts of the story ask for, each once, by the first step that says so. Nothing is suggested that no step shows. */
export function nextActions(content: AlertContent): NextAction[] {
  const found = RULES.flatMap((rule): NextAction[] => {
    for (const step of content.steps) {
      const sentence = rule(step, content);
      if (sentence !== undefined) return [{ sentence, step: step.number, at: step.observedAt }];
    }
    return [];
  });
  return found.slice(0, ACTIONS_MAX);
}
