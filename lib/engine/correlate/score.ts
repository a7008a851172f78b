import { say } from '../graph/sentences';
import type { Level } from '../sigma/types';
import { hasPhase, levelRank, phaseOf, phasesOf, STAGE_OF_PHASE } from './phases';
import { Learnt, type Ordinary } from './ordinary';
import { compareText } from './text';
import type { CorrelateSettings, ImpactEntity, Phase, ScoreTerm, Severity, Signal } from './types';

/** A signal with the level that it counts as here; items are such. */
export interface Weighed { signal: Signal; level: Level; ordinary: Ordinary; routine?: true }

/** Signals that nothing is known about beyond their rules. */
export function unweighed(signals: readonly Signal[]): Weighed[] {
  const learnt = new Learnt(undefined);
  return signals.map((signal) => ({ signal, level: signal.level, ordinary: learnt.ordinary(signal) }));
}

/**
 * The score of an alert, 0 to 99, is the sum of its terms:
 *   best      the strongest detection by the level of its rule                     up to 46
 *   rarity    taken off when that rule fires on many endpoints
 *   chain     phases of an intrusion reached in its order, by weight               up to 30
 *   tactics   2 per further kind of aim                                            up to 8
 *   evidence  the other detections, rank-weighted so that a flood adds nothing     up to 8
 *   routine   taken off for what the system does in a report of itself
 *   ordinary  taken off for rules that fire here every day: they count one level lower in all of the above
 *   novelty   added for rules that hardly ever fired in the organisation: they count one level higher in all of the above, and each beyond the second adds 1, since
 *             so many rare things at once are rarer still                        (the latter up to 8)
 *   hosts, servers, privileged   how far it reached                                up to 6, 3, 4
 * Severity: critical from 80, high from 60, medium from 40, else low.
 */
const LEVEL_POINTS: Readonly<Record<Level, number>> = { informational: 1, low: 4, medium: 14, high: 28, critical: 46 };
const LEVEL_FACTOR: Readonly<Record<Level, number>> = { informational: 0.2, low: 0.5, medium: 0.8, high: 1, critical: 1 };
const PHASE_POINTS: Readonly<Record<Phase, number>> = {
  initial_access: 5, execution: 4, persistence: 5, privilege_escalation: 6, defense_evasion: 4, credential_access: 8, discovery: 3, lateral_movement: 9,
  collection: 4, command_and_control: 5, exfiltration: 9, impact: 9,
};
const CAP = { chain: 30, tactics: 8, evidence: 8, hosts: 6, servers: 3, privileged: 4, crowd: 8, total: 99 } as const;
const THRESHOLDS: readonly (readonly [Severity, number])[] = [['critical', 80], ['high', 60], ['medium', 40]];

export interface AlertScore { score: number; severity: Severity; terms: readonly ScoreTerm[] }

/** Level × rarity: a rule that fires on every endpoint weighs half of one that never fired before. */
export function signalScore(signal: Pick<Signal, 'level' | 'ruleId'>, settings: CorrelateSettings): number {
  return LEVEL_POINTS[signal.level] * rarityFactor(settings.ruleRarity[signal.ruleId]);
}

export function severityOf(score: number): Severity {
  return THRESHOLDS.find(([, from]) => score >= from)?.[0] ?? 'low';
}

export function scoreAlert(items: readonly Weighed[], impact: readonly ImpactEntity[], settings: CorrelateSettings): AlertScore {
  if (items.length === 0) return { score: 0, severity: 'low', terms: [] };
  const terms = meritTerms(items.map(({ signal }) => ({ signal, level: signal.level })), settings);
  const add: AddTerm = (term, points, cap, reason) => {
    const rounded = Math.min(cap, Math.round(points));
    if (rounded !== 0) terms.push({ term, points: rounded, reason });
  };
  learntTerms(items, settings, add);
  impactTerms(impact, add);
  const score = Math.max(0, Math.min(CAP.total, sumOf(terms)));
  return { score, severity: severityOf(score), terms };
}

type AddTerm = (term: string, points: number, cap: number, reason: ScoreTerm['reason']) => void;
type Levelled = Pick<Weighed, 'signal' | 'level'>;

const sumOf = (terms: readonly ScoreTerm[]): number => terms.reduce((sum, term) => sum + term.points, 0);

/** What the detections are worth at these levels. */
function meritTerms(items: readonly Levelled[], settings: CorrelateSettings): ScoreTerm[] {
  const ranked = items.map(({ signal, level }) => ({ signal, level, points: signalScore({ level, ruleId: signal.ruleId }, settings) }))
    .sort((a, b) => b.points - a.points || compareText(a.signal.key, b.signal.key));
  const best = ranked[0];
  if (best === undefined) return [];
  const terms: ScoreTerm[] = [{ term: 'best', points: LEVEL_POINTS[best.level], reason: say('term_best', { rule: best.signal.ruleTitle, level: best.level }) }];
  const add: AddTerm = (term, points, cap, reason) => {
    const rounded = Math.min(cap, Math.round(points));
    if (rounded !== 0) terms.push({ term, points: rounded, reason });
  };
  const share = settings.ruleRarity[best.signal.ruleId];
  if (share !== undefined) add('rarity', best.points - LEVEL_POINTS[best.level], 0, say('term_rarity', { rule: best.signal.ruleTitle, percent: Math.round(share * 100) }));
  const chain = bestChain(items);
  if (chain.phases.length > 1) add('chain', chain.points, CAP.chain, say('term_chain', { phases: chain.phases.join(','), count: chain.phases.length }));
  const phases = new Set(items.filter(({ signal }) => hasPhase(signal)).map(({ signal }) => phaseOf(signal)));
  if (phases.size > 1) add('tactics', 2 * (phases.size - 1), CAP.tactics, say('term_tactics', { count: phases.size }));
  add('evidence', evidencePoints(ranked), CAP.evidence, say('term_evidence', { count: items.length }));
  return terms;
}

/** What the same detections are worth more or less for being rare or everyday here. */
function learntTerms(items: readonly Weighed[], settings: CorrelateSettings, add: AddTerm): void {
  const isLower = (item: Weighed): boolean => levelRank(item.level) < levelRank(item.signal.level);
  const isHigher = (item: Weighed): boolean => levelRank(item.level) > levelRank(item.signal.level);
  /** Worth when those that hold count at their level here, the others at their rule's. */
  const worth = (holds: (item: Weighed) => boolean): number => sumOf(meritTerms(items.map((item) => ({ signal: item.signal, level: holds(item) ? item.level : item.signal.level })), settings));
  const rulesWhere = (holds: (item: Weighed) => boolean): number => new Set(items.filter(holds).map(({ signal }) => signal.ruleId)).size;
  const days = items.reduce((most, { ordinary }) => Math.max(most, ordinary.watched), 0);
  const routine = rulesWhere((item) => item.routine === true), everyday = rulesWhere((item) => item.routine !== true && isLower(item)), rare = rulesWhere(isHigher);
  if (routine + everyday + rare === 0) return;
  const plain = worth(() => false), withoutRoutine = worth((item) => item.routine === true), lowered = worth(isLower);
  if (routine > 0) add('routine', withoutRoutine - plain, 0, say('term_routine', { count: routine }));
  if (everyday > 0) add('ordinary', lowered - withoutRoutine, 0, say('term_ordinary', { count: everyday, days }));
  if (rare > 0) add('novelty', worth(() => true) - lowered + Math.min(CAP.crowd, Math.max(0, rare - 2)), CAP.total, say('term_novelty', { count: rare, days }));
}

function impactTerms(impact: readonly ImpactEntity[], add: AddTerm): void {
  const hosts = impact.filter((entity) => entity.kind === 'host');
  const servers = hosts.filter((entity) => entity.server === true);
  const privileged = impact.filter((entity) => entity.kind === 'account' && entity.privileged === true);
  add('hosts', 2 * (hosts.length - 1), CAP.hosts, say('term_hosts', { count: hosts.length }));
  add('servers', 2 * servers.length, CAP.servers, say('term_servers', { count: servers.length }));
  add('privileged', 4 * Math.min(1, privileged.length), CAP.privileged, say('term_privileged', { count: privileged.length, account: privileged[0]?.name ?? '' }));
}

/** Σ sᵢ / i^1.5 over the best detection of each further rule: the hundredth of its kind weighs nothing. */
function evidencePoints(ranked: readonly { signal: Signal; points: number }[]): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const { signal, points } of ranked) {
    if (seen.has(signal.ruleId)) continue;
    seen.add(signal.ruleId);
    if (seen.size > 1) sum += points / seen.size ** 1.5;
  }
  return sum / 3;
}

function rarityFactor(share: number | undefined): number {
  return share === undefined ? 1 : 1 - 0.5 * Math.min(1, Math.max(0, share));
}

interface PhaseHits { phase: Phase; times: readonly number[]; weight: number }

/**
 * The heaviest sequence of phases in the order of an intrusion: stages never go back in time, phases of one stage come in any order. All 128
 * choices of stages are tried.
 */
export function bestChain(items: readonly Levelled[]): { phases: readonly Phase[]; points: number } {
  const stages: PhaseHits[][] = [[], [], [], [], [], [], []];
  for (const hits of hitsByPhase(items)) stages[STAGE_OF_PHASE[hits.phase]]?.push(hits);
  let best: { phases: readonly Phase[]; points: number } = { phases: [], points: 0 };
  for (let choice = 1; choice < 1 << stages.length; choice++) {
    let after = Number.NEGATIVE_INFINITY, points = 0;
    const phases: Phase[] = [];
    for (const [stage, group] of stages.entries()) {
      if ((choice & (1 << stage)) === 0) continue;
      const reached = group.map((hits) => ({ hits, at: hits.times.find((t) => t >= after) })).filter((r): r is { hits: PhaseHits; at: number } => r.at !== undefined);
      if (reached.length === 0) continue;
      after = Math.min(...reached.map((r) => r.at));
      for (const { hits } of reached) {
        phases.push(hits.phase);
        points += hits.weight;
      }
    }
    if (points > best.points) best = { phases, points };
  }
  return best;
}

function hitsByPhase(items: readonly Levelled[]): PhaseHits[] {
  const hits = new Map<Phase, { times: number[]; factor: number }>();
  for (const { signal, level } of items) {
    if (!hasPhase(signal)) continue;
    for (const phase of phasesOf(signal)) {
      const known = hits.get(phase) ?? { times: [], factor: 0 };
      known.times.push(signal.firstSeen);
      known.factor = Math.max(known.factor, LEVEL_FACTOR[level]);
      hits.set(phase, known);
    }
  }
  return [...hits].sort(([a], [b]) => compareText(a, b)).map(([phase, { times, factor }]) => ({ phase, times: times.sort((a, b) => a - b), weight: PHASE_POINTS[phase] * factor }));
}
