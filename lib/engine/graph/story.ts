import { isMoreTelling, levelRank, phaseOf } from '../correlate/phases';
import type { Edge, Phase, Step } from '../correlate/types';
import type { Item, World } from '../correlate/world';
import { accountKeyOf } from '../normalise/identity';
import { isDownload, isUpload, movementsOf, sentBytesOf } from './naming';
import { leadOf, sentenceOf } from './step-sentence';

const STEPS_MAX = 12;

interface Run { phase: Phase; endpointKey: string | undefined; items: Item[] }

/** Numbered steps in the order of time: one per run of signals of one phase on one endpoint, at most twelve. Graph nodes are filled in by the graph. */
export function storyOf(world: World, items: readonly Item[], edges: readonly Edge[]): Step[] {
  const movements = movementsOf(world, edges);
  const runs = condense(runsOf(items));
  return runs.flatMap((run, index): Step[] => {
    const lead = tellingItem(run) ?? leadOf(run.items);
    if (lead === undefined) return [];
    const moved = run.phase === 'lateral_movement' || run.phase === 'execution' ? run.items.map((item) => movements.get(item.signal.key)).find((from) => from !== undefined) : undefined;
    const movedItem = moved === undefined ? lead : (run.items.find((item) => movements.has(item.signal.key)) ?? lead);
    const account = movedItem.accountName;
    return [{
      number: index + 1,
      phase: run.phase,
      observedAt: run.items[0]?.at ?? 0,
      lastAt: run.items.reduce((last, item) => Math.max(last, item.at), 0),
      sentence: sentenceOf(world, run.items, movedItem, moved),
      ...(run.endpointKey === undefined ? {} : { endpointKey: run.endpointKey }),
      ...(account === undefined ? {} : { accountKey: accountKeyOf(account) }),
      techniques: [...new Set(run.items.flatMap((item) => item.signal.techniques))].sort(),
      signalKeys: run.items.map((item) => item.signal.key),
      nodeIds: [],
    }];
  });
}

/** The record that shows what the phase is about: the file that came in, the largest upload. */
function tellingItem({ phase, items }: Run): Item | undefined {
  if (phase === 'initial_access') return items.find((item) => isDownload(item) && item.signal.activity.filePath !== undefined);
  if (phase !== 'exfiltration') return undefined;
  const sent = (item: Item): number => sentBytesOf(item.signal.activity);
  return items.filter((item) => isUpload(item.signal.activity)).sort((a, b) => sent(b) - sent(a) || a.at - b.at)[0];
}

/** Phases take turns within seconds: a phase that comes back this soon goes on in its step. */
const RESUME_MS = 60_000;

function runsOf(items: readonly Item[]): Run[] {
  const runs: Run[] = [];
  const current = new Map<string, Run>(), latest = new Map<string, Run>();
  const phases = phasesOfRecords(items);
  for (const item of items) {
    const phase = phases.get(item.signal.detectionUuids[0] ?? '') ?? phaseOf(item.signal);
    const endpoint = item.endpointKey ?? '', key = `${endpoint}|${phase}`;
    const before = latest.get(key);
    const goesOn = before !== undefined && (current.get(endpoint) === before || item.at - (before.items.at(-1)?.at ?? 0) <= RESUME_MS);
    const run: Run = goesOn ? before : { phase, endpointKey: item.endpointKey, items: [] };
    run.items.push(item);
    if (!goesOn) runs.push(run);
    current.set(endpoint, run);
    latest.set(key, run);
  }
  return runs;
}

/** A record that several rules matched is told once: by its strongest rule, of equals by the most telling phase. */
function phasesOfRecords(items: readonly Item[]): Map<string, Phase> {
  const best = new Map<string, { phase: Phase; rank: number }>();
  for (const item of items) {
    const uuid = item.signal.detectionUuids[0] ?? '', phase = phaseOf(item.signal), rank = levelRank(item.signal.level);
    const known = best.get(uuid);
    if (known === undefined || rank > known.rank || (rank === known.rank && isMoreTelling(phase, known.phase))) best.set(uuid, { phase, rank });
  }
  return new Map([...best].map(([uuid, { phase }]) => [uuid, phase]));
}

/** Runs of the same phase grow together, nearest first, until few enough are left to read. */
function condense(runs: Run[]): Run[] {
  let left = runs.length > 4 * STEPS_MAX ? gather(runs) : runs;
  while (left.length > STEPS_MAX) {
    const pair = nearestPair(left, true) ?? nearestPair(left, false);
    if (pair === undefined) break;
    const [a, b] = pair;
    const items = [...a.items, ...b.items].sort((x, y) => x.at - y.at || (x.signal.key < y.signal.key ? -1 : 1));
    left = left.flatMap((run) => (run === b ? [] : run === a ? [{ ...a, items }] : [run]));
  }
  return left.sort((a, b) => (a.items[0]?.at ?? 0) - (b.items[0]?.at ?? 0));
}

/** A very long story: one run per phase and endpoint at once, so that condensing stays cheap. */
function gather(runs: readonly Run[]): Run[] {
  const byKind = new Map<string, Run>();
  for (const run of runs) {
    const key = `${run.phase}|${run.endpointKey ?? ''}`;
    const known = byKind.get(key);
    if (known) known.items.push(...run.items);
    else byKind.set(key, { ...run, items: [...run.items] });
  }
  const gathered = [...byKind.values()];
  if (gathered.length <= 4 * STEPS_MAX) return gathered;
  const byPhase = new Map<Phase, Run>();
  for (const run of gathered) {
    const known = byPhase.get(run.phase);
    if (known) known.items.push(...run.items);
    else byPhase.set(run.phase, run);
  }
  for (const run of byPhase.values()) run.items.sort((x, y) => x.at - y.at || (x.signal.key < y.signal.key ? -1 : 1));
  return [...byPhase.values()];
}

function nearestPair(runs: readonly Run[], sameEndpoint: boolean): [Run, Run] | undefined {
  let best: { pair: [Run, Run]; gap: number } | undefined;
  for (const [i, a] of runs.entries()) {
    for (const b of runs.slice(i + 1)) {
      if (a.phase !== b.phase || (sameEndpoint && a.endpointKey !== b.endpointKey)) continue;
      const gap = (b.items[0]?.at ?? 0) - (a.items.at(-1)?.at ?? 0);
      if (best === undefined || gap < best.gap) best = { pair: [a, b], gap };
    }
  }
  return best?.pair;
}
