import { describe, expect, it } from 'vitest';
import { prevalenceOf, sightingsOf } from '../../../lib/engine/correlate/prevalence';
import { foldSignals, signalOf } from '../../../lib/engine/correlate/signals';
import type { Signal } from '../../../lib/engine/correlate/types';
import { productRuleOf } from '../../../lib/engine/product-rule';
import { activity, row, run } from './support/build';

const DAY = 1_440;

/** A finding of an invented product that names a rule and a host, and says neither how grave it is nor what it is about. */
function finding(minutes: number, host: string, name: string, count = 1): Signal {
  const a = activity(minutes, { family: 'ecs', kind: 'security_alert', channel: 'HostWatch', endpointName: host, accountName: undefined, message: name, productRuleName: name, productSeverity: 'low' });
  const info = productRuleOf(a);
  if (info === undefined) throw new Error(`${name} is no finding`);
  const all = Array.from({ length: count }, () => signalOf(row(a), { ruleId: info.id, matched: [] }, info));
  return all.reduce((folded, one) => foldSignals(folded, one));
}

const HOSTS = ['shop', 'wiki', 'post', 'files', 'names'];

/** What such products say all day long in a small company; each day a little different. */
function ordinaryDay(day: number): Signal[] {
  const at = day * DAY;
  return HOSTS.flatMap((host, i) => [
    finding(at + 10 + i, host, 'HostWatch: Mailbox login succeeded', 9), finding(at + 20 + i, host, 'HostWatch: Traffic record is malformed', 4),
    finding(at + 30 + i, host, 'HostWatch: Signature database updated', 2), ...(i === day % 5 ? [finding(at + 600, host, 'HostWatch: Unknown user tried to login', 3), finding(at + 601, host, 'HostWatch: Load is out of the expected range')] : []),
    ...(i === (day + 2) % 5 ? [finding(at + 700, host, 'HostWatch: New value in session record'), finding(at + 701, host, 'HostWatch: New kind of event')] : []),
  ]);
}

/** From looking around over breaking in to becoming root, on one host within the hour. */
function intrusion(day: number, host: string): Signal[] {
  const at = day * DAY + 500;
  return [
    finding(at, 'names', 'HostWatch: Port scan of the host'), finding(at + 0.1, host, 'HostWatch: Port scan of the host'), finding(at + 1, host, 'HostWatch: Web server sent 404 error codes', 40),
    finding(at + 2, host, 'HostWatch: Hidden file requested'), finding(at + 3, host, 'HostWatch: SQL injection in a form'), finding(at + 5, host, 'HostWatch: Web shell was called', 3),
    finding(at + 40, host, 'HostWatch: User changed UID'), finding(at + 41, host, 'HostWatch: First sudo of a user'), finding(at + 41.5, host, 'HostWatch: Command executed as root'),
  ];
}

const days = (count: number): Signal[] => Array.from({ length: count }, (_, day) => ordinaryDay(day)).flat();
const alertsOf = (signals: readonly Signal[]) => run(signals, [], [], {}, prevalenceOf(sightingsOf(signals), signals)).alerts.map(({ content }) => content).sort((a, b) => b.score - a.score);

describe('findings of other products that name a host and nothing else', () => {
  it('make one alert of an intrusion, first in rank, with its phases in order', () => {
    const alerts = alertsOf([...days(5), ...intrusion(4, 'wiki')]);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]?.signalKeys).toHaveLength(9);
    expect(alerts[0]?.impact.map((e) => e.name).sort()).toEqual(['names', 'wiki']);
    expect(alerts[0]?.techniques).toEqual(expect.arrayContaining(['T1046', 'T1595', 'T1190', 'T1505.003', 'T1548.003', 'T1059']));
    expect(alerts[0]?.terms.map((t) => t.term)).toContain('novelty');
  });

  it('say why they are together: rare there, by how many days of watching', () => {
    const [alert] = alertsOf([...days(5), ...intrusion(4, 'wiki')]);
    expect(new Set(alert?.edges.map((e) => e.reason.key))).toEqual(new Set(['edge_unusual_on_host', 'edge_sweep']));
    expect(alert?.edges.every((e) => e.kind === 'shared_entity' && e.confidence < 0.5 && e.reason.params['days'] === 4)).toBe(true);
  });

  it('make no alert of quiet days, however many there are', () => {
    expect(alertsOf(days(12))).toEqual([]);
  });

  it('join nothing as long as nothing is learnt', () => {
    expect(alertsOf(intrusion(0, 'wiki'))).toEqual([]);
    expect(run([...days(5), ...intrusion(4, 'wiki')]).alerts).toEqual([]);
  });

  it('find the second intrusion of a week as they found the first', () => {
    const alerts = alertsOf([...days(9), ...intrusion(3, 'wiki'), ...intrusion(8, 'shop')]);
    expect(alerts.map((a) => a.impact.map((e) => e.name).sort())).toEqual(expect.arrayContaining([['names', 'wiki'], ['names', 'shop']]));
  });

  it('are not joined across an hour of silence', () => {
    const early = finding(4 * DAY + 300, 'wiki', 'HostWatch: Network sweep of the host');
    const [alert] = alertsOf([...days(5), early, ...intrusion(4, 'wiki')]);
    expect(alert?.signalKeys).toHaveLength(9);
    expect(alert?.signalKeys).not.toContain(early.key);
  });
});
