import type { ActivityKind } from '../activity/activity';
import type { Level } from '../sigma/types';
import { LEVELS } from '../sigma/types';
import type { Phase, Signal } from './types';

const PHASE_OF_TACTIC: Readonly<Record<string, Phase>> = {
  TA0043: 'discovery', TA0042: 'initial_access', TA0001: 'initial_access', TA0002: 'execution', TA0003: 'persistence', TA0004: 'privilege_escalation',
  TA0005: 'defense_evasion', TA0112: 'defense_evasion', TA0006: 'credential_access', TA0007: 'discovery', TA0008: 'lateral_movement', TA0009: 'collection',
  TA0011: 'command_and_control', TA0010: 'exfiltration', TA0040: 'impact',
};

/** For rules without a tactic: what such an activity usually means. */
const PHASE_OF_KIND: Partial<Record<ActivityKind, Phase>> = {
  process_access: 'credential_access', remote_thread: 'privilege_escalation', registry_set: 'persistence', service_install: 'persistence', task_create: 'persistence',
  network_connection: 'command_and_control', dns_query: 'command_and_control', http_request: 'command_and_control', tls_session: 'command_and_control',
  logon_failure: 'credential_access', share_access: 'lateral_movement', remote_session: 'lateral_movement', log_cleared: 'defense_evasion',
  account_change: 'persistence', group_change: 'privilege_escalation', directory_access: 'credential_access',
};

/** Of several phases, the one that tells a reader most. */
const TELLING: readonly Phase[] = [
  'lateral_movement', 'credential_access', 'exfiltration', 'impact', 'collection', 'initial_access', 'command_and_control', 'privilege_escalation',
  'persistence', 'discovery', 'execution', 'defense_evasion',
];

/** Stage in the order of an intrusion; phases of one stage come in any order. */
export const STAGE_OF_PHASE: Readonly<Record<Phase, number>> = {
  initial_access: 0, execution: 1, persistence: 2, privilege_escalation: 2, defense_evasion: 2, command_and_control: 2, discovery: 2,
  credential_access: 3, lateral_movement: 4, collection: 5, exfiltration: 6, impact: 6,
};

/** All phases that a signal's rule speaks of, most telling first. */
export function phasesOf(signal: Signal): readonly Phase[] {
  const found = new Set<Phase>();
  for (const tactic of signal.tactics) {
    const phase = PHASE_OF_TACTIC[tactic];
    if (phase !== undefined) found.add(phase);
  }
  if (found.size === 0) found.add(PHASE_OF_KIND[signal.activity.kind] ?? 'execution');
  return TELLING.filter((phase) => found.has(phase));
}

/** Done to the endpoint itself: such a record prepares a movement at most. */
const LOCAL_KINDS = new Set<ActivityKind>(['file_create', 'file_delete', 'file_rename', 'file_read', 'registry_create', 'registry_set', 'registry_delete', 'image_load']);

/** The phase by which a signal is told. */
export function phaseOf(signal: Signal): Phase {
  const phases = phasesOf(signal);
  const told = LOCAL_KINDS.has(signal.activity.kind) ? phases.find((phase) => phase !== 'lateral_movement') : phases[0];
  return told ?? phases[0] ?? 'execution';
}

export function isMoreTelling(a: Phase, b: Phase): boolean {
  return TELLING.indexOf(a) < TELLING.indexOf(b);
}

export function levelRank(level: Level): number {
  return LEVELS.indexOf(level);
}

/** Of a signal by its rule's level; of an item by the level that it counts as here. */
export function atLeast(subject: { level: Level }, level: Level): boolean {
  return levelRank(subject.level) >= levelRank(level);
}

/** The next level up or down. */
export function shiftLevel(level: Level, by: 1 | -1): Level {
  return LEVELS[levelRank(level) + by] ?? level;
}

/** Whether a signal's phase is more than a guess: a product's finding without a word on its aim has none. */
export function hasPhase(signal: Signal): boolean {
  return signal.activity.kind !== 'security_alert' || signal.tactics.some((tactic) => PHASE_OF_TACTIC[tactic] !== undefined);
}
