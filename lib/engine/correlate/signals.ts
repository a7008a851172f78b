import type { Activity } from '../activity/activity';
import type { RuleInfo, RuleMatch } from '../sigma/types';
import { artefactOf } from './artefact';
import { SIGNAL_EXAMPLES_MAX, SIGNAL_KEY_CHARS_MAX } from './settings';
import { compareText } from './text';
import type { DetectionRow, Signal } from './types';

const DAY_MS = 86_400_000;

/**
 * Key of the signal that a match belongs to: rule, endpoint, UTC day, account, artefact. The day bounds how far one representative speaks for
 * others: last month's harmless run must not stand for today's.
 */
export function signalKeyOf(activity: Activity, ruleId: string): string {
  const where = activity.endpointKey ?? activity.sourceAddress ?? '';
  const day = Math.floor(activity.observedAt / DAY_MS);
  return `${ruleId}|${where}|${day}|${activity.accountKey ?? ''}|${artefactOf(activity)}`.slice(0, SIGNAL_KEY_CHARS_MAX);
}

/** One match as a signal of its own, ready to be folded. */
export function signalOf(row: DetectionRow, match: RuleMatch, rule: RuleInfo): Signal {
  const { activity } = row;
  return {
    key: signalKeyOf(activity, rule.id),
    ruleId: rule.id,
    ruleTitle: rule.title,
    level: rule.level,
    tactics: rule.tactics,
    techniques: rule.techniques,
    count: 1,
    firstSeen: activity.observedAt,
    lastSeen: activity.observedAt,
    activity,
    matched: match.matched,
    detectionUuids: [row.uuid],
    exampleTimes: [activity.observedAt],
  };
}

/** Text that does not depend on the order in which the store gives properties back. */
function textOf(activity: Activity): string {
  let text = texts.get(activity);
  if (text === undefined) texts.set(activity, (text = JSON.stringify(Object.entries(activity).sort(([a], [b]) => compareText(a, b)))));
  return text;
}

/** One representative meets thousands of others in a flood. */
const texts = new WeakMap<Activity, string>();

/** Two sensors see one act within this time; the one that names the process exactly tells more. */
const TWIN_MS = 10_000;

/** Order of representatives: observed time, then content, so that the order of arrival decides nothing that shows. */
function comesFirst(a: Signal, b: Signal): boolean {
  const moment = Math.floor(a.activity.observedAt / TWIN_MS) - Math.floor(b.activity.observedAt / TWIN_MS);
  if (moment !== 0) return moment < 0;
  const exact = Number(b.activity.processGuid !== undefined) - Number(a.activity.processGuid !== undefined);
  if (exact !== 0) return exact < 0;
  if (a.activity.observedAt !== b.activity.observedAt) return a.activity.observedAt < b.activity.observedAt;
  const order = compareText(textOf(a.activity), textOf(b.activity));
  return order < 0 || (order === 0 && compareText(a.detectionUuids[0] ?? '', b.detectionUuids[0] ?? '') <= 0);
}

/** `incoming` added to what was known under the same key. Commutative and associative; replays must be kept out by the caller. */
export function foldSignals(existing: Signal | undefined, incoming: Signal): Signal {
  if (existing === undefined) return incoming;
  if (isOneMore(existing, incoming)) return { ...existing, count: existing.count + 1, lastSeen: Math.max(existing.lastSeen, incoming.lastSeen) };
  const [first, other] = comesFirst(existing, incoming) ? [existing, incoming] : [incoming, existing];
  const examples = [...exampleList(existing), ...exampleList(incoming)]
    .sort((a, b) => a.at - b.at || compareText(a.uuid, b.uuid));
  const lead = first.detectionUuids[0] ?? '';
  const kept = [...examples.filter((e) => e.uuid === lead), ...examples.filter((e) => e.uuid !== lead)].slice(0, SIGNAL_EXAMPLES_MAX);
  return {
    ...first,
    count: first.count + other.count,
    firstSeen: Math.min(first.firstSeen, other.firstSeen),
    lastSeen: Math.max(first.lastSeen, other.lastSeen),
    detectionUuids: kept.map((e) => e.uuid),
    exampleTimes: kept.map((e) => e.at),
  };
}

/** Later than everything that is kept of a full signal: it only counts. */
function isOneMore(existing: Signal, incoming: Signal): boolean {
  if (incoming.count !== 1 || existing.detectionUuids.length < SIGNAL_EXAMPLES_MAX) return false;
  return incoming.firstSeen > (existing.exampleTimes.at(-1) ?? Number.POSITIVE_INFINITY) && incoming.firstSeen > (existing.exampleTimes[0] ?? 0) && comesFirst(existing, incoming);
}

function exampleList(signal: Signal): { uuid: string; at: number }[] {
  return signal.detectionUuids.map((uuid, i) => ({ uuid, at: signal.exampleTimes[i] ?? signal.firstSeen }));
}
