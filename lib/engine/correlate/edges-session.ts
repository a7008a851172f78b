import { say } from '../graph/sentences';
import { chain, edgeBetween, minutesBetween } from './edge';
import { atLeast } from './phases';
import { isSystemLogon, logonKeyOf } from './principals';
import { CORRELATE_LIMITS } from './settings';
import type { Edge } from './types';
import { groupBy, type Item, type World } from './world';

/** Weak signals are ordinary life: they join by cause, not by being near. */
const strongEnough = (item: Item): boolean => atLeast(item, 'medium');

/** Signals of one logon session, Windows' own sessions excepted. */
export function sessionEdges(world: World): Edge[] {
  const sessions = groupBy(world.items.filter(strongEnough), (item) =>
    item.endpointKey === undefined || item.logonId === undefined || isSystemLogon(item.logonId) ? undefined : logonKeyOf(item.endpointKey, item.logonId));
  return [...sessions].flatMap(([id, group]) => chain(group, CORRELATE_LIMITS.sessionGapMs, (a, b) => edgeBetween(a, b, 'logon_session', id, 0.6, say('edge_logon_session', {
    account: b.accountName ?? a.accountName ?? '?', host: world.labelOf(b.endpointKey ?? ''), session: id.slice(id.indexOf('|') + 1), minutes: minutesBetween(a, b),
  }))));
}

/** The same account at work on the same endpoint within the hour. */
export function accountOnHostEdges(world: World): Edge[] {
  const groups = groupBy(world.items.filter(strongEnough), (item) => (item.endpointKey === undefined || item.accountKey === undefined ? undefined : `${item.endpointKey}|${item.accountKey}`));
  return [...groups].flatMap(([, group]) => chain(group, CORRELATE_LIMITS.accountGapMs, (a, b) => edgeBetween(a, b, 'shared_entity', `account|${b.accountKey}`, 0.4, say('edge_account_on_host', {
    account: b.accountName ?? '?', host: world.labelOf(b.endpointKey ?? ''), minutes: minutesBetween(a, b),
  }))));
}

/**
 * Strong signals on one endpoint within minutes, of which one has no account of its own (a system account, a network sensor): the account cannot
 * tell them apart, so nearness decides. Two different people at work on one endpoint are never joined by this.
 */
export function hostMinutesEdges(world: World): Edge[] {
  const groups = groupBy(world.items.filter(strongEnough), (item) => item.endpointKey);
  return [...groups].flatMap(([, group]) => chain(group, CORRELATE_LIMITS.endpointGapMs, (a, b) => edgeBetween(a, b, 'shared_entity', `endpoint|${b.endpointKey}`, 0.3, say('edge_host_minutes', {
    host: world.labelOf(b.endpointKey ?? ''), minutes: minutesBetween(a, b),
  }))).filter((edge) => {
    const a = world.itemOf.get(edge.from), b = world.itemOf.get(edge.to);
    if (a === undefined || b === undefined) return false;
    const oneIsUnknown = a.accountKey === undefined || b.accountKey === undefined;
    return oneIsUnknown && (atLeast(a, 'high') || atLeast(b, 'high'));
  }));
}
