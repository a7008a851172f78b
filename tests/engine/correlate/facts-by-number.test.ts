import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { closeFacts } from '../../../lib/engine/correlate/fact-keys';
import { factsOf } from '../../../lib/engine/correlate/facts';
import type { Fact, Signal } from '../../../lib/engine/correlate/types';
import { groupBy } from '../../../lib/engine/correlate/world';
import { activity, partition, rule, run, signal } from './support/build';

const start = (minutes: number, processId: number, image: string, parentProcessId: number, parentImage?: string): Activity =>
  activity(minutes, { kind: 'process_start', processId, processImage: image, parentProcessId, ...(parentImage === undefined ? {} : { parentProcessImage: parentImage }) });

/** As ingest and the store do it: cut from every activity, found again by key. */
async function factsFor(signals: readonly Signal[], activities: readonly Activity[]): Promise<Fact[]> {
  const byKey = groupBy(activities.flatMap(factsOf), (fact) => fact.key);
  return closeFacts(signals, (keys) => Promise.resolve(keys.flatMap((key) => byKey.get(key) ?? [])));
}

describe('records that know processes by number alone', () => {
  const word = start(1, 40, 'C:\\Office\\winword.exe', 8);
  const shell = start(2, 44, 'C:\\Windows\\System32\\cmd.exe', 40);
  const left = start(3, 48, 'C:\\Windows\\System32\\whoami.exe', 44);
  const right = start(4, 52, 'C:\\Windows\\System32\\net.exe', 44);
  // The number of the shell was another program's run hours before and is again one after.
  const others = [start(-300, 44, 'C:\\Other\\old.exe', 8), start(30, 44, 'C:\\Other\\new.exe', 8)];
  const signals = [signal(rule('left', 'medium'), left), signal(rule('right', 'medium'), right)];

  it('children of one parent that no rule noticed are tied through it, and the run of that time is taken', async () => {
    const facts = await factsFor(signals, [word, shell, left, right, ...others]);
    expect(facts.flatMap((fact) => (fact.kind === 'process' ? [fact.image] : []))).toEqual(expect.arrayContaining([shell.processImage, word.processImage]));
    const { alerts } = run(signals, facts, [], { openScore: 0 });
    const edge = alerts[0]?.content.edges.find(({ kind }) => kind === 'lineage');
    expect(edge?.entity).toContain(`pid:40@${word.observedAt}`);
  });

  it('runs of one number at other times tie nothing', async () => {
    const apart = [signal(rule('left', 'medium'), start(-299, 60, 'C:\\x\\a.exe', 44)), signal(rule('right', 'medium'), { ...start(31, 64, 'C:\\x\\b.exe', 44), accountName: 'EXAMPLE\\sato', accountKey: 'sato' })];
    expect(partition(apart, await factsFor(apart, [shell, ...others]))).toEqual([['left'], ['right']]);
  });
});

describe('addresses of an endpoint', () => {
  const seen = activity(-30, { kind: 'network_connection', endpointAddress: '10.20.30.41', sourceAddress: '10.20.30.41', destinationAddress: '203.0.113.9', destinationPort: 443 });

  it('are found by the endpoint when no signal names one, once each', async () => {
    const signals = [signal(rule('r', 'critical'), start(1, 40, 'C:\\a.exe', 8))];
    const facts = await factsFor(signals, [seen, { ...seen, observedAt: seen.observedAt + 1 }]);
    expect(run(signals, facts).alerts[0]?.content.impact.filter(({ kind }) => kind === 'host')).toMatchObject([{ key: 'pc-0412', addresses: ['10.20.30.41'] }]);
  });

  it('count once, though two keys find them', async () => {
    const signals = [signal(rule('r', 'critical'), { ...start(1, 40, 'C:\\a.exe', 8), destinationAddress: '10.20.30.41' })];
    expect((await factsFor(signals, [seen])).filter(({ kind }) => kind === 'address')).toHaveLength(1);
  });
});
