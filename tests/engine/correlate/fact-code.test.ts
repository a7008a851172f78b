import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { factKeyHash, packFact, unpackFact } from '../../../lib/engine/correlate/fact-code';
import { factsOf } from '../../../lib/engine/correlate/facts';
import type { Fact } from '../../../lib/engine/correlate/types';

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => !['\0', '\x1e', '\x1f'].some((control) => s.includes(control)));
const some = fc.option(text, { nil: undefined });
const guid = fc.option(fc.oneof(text, fc.uuid().map((id) => `{${id}}`)), { nil: undefined });
const sha = fc.option(fc.stringMatching(/^[0-9a-f]{64}$/), { nil: undefined });
const number = fc.option(fc.nat(), { nil: undefined });

const activity: fc.Arbitrary<Activity> = fc.record({
  kind: fc.constantFrom('process_start', 'logon', 'file_create', 'service_install', 'task_create', 'network_connection', 'dns_query'), family: fc.constantFrom('windows', 'zeek'),
  observedAt: fc.nat(), timeSource: fc.constant('record'), eventCode: fc.constantFrom('4624', '4648'), endpointKey: fc.constantFrom('pc-mori', 'fs-02'), endpointName: text, endpointAddress: fc.constantFrom('10.1.1.1', 'fe80::1'),
  processGuid: guid, parentProcessGuid: guid, processId: number, parentProcessId: number, processImage: fc.oneof(some, fc.constant('C:\\Tools\\a.exe')),
  processCommandLine: fc.oneof(some, fc.constant('"C:\\Tools\\a.exe" -x'), fc.constant('C:\\Tools\\a.exe')), parentProcessImage: some, accountName: some, logonId: some, processIntegrity: some, processSha256: sha, fileSha256: sha,
  sourceAddress: fc.constantFrom('10.1.1.1', undefined), sourceHost: some, logonType: number, targetAccountName: some, filePath: fc.oneof(text.map((t) => `C:\\Users\\${t}.exe`), some), serviceName: some,
  destinationAddress: some, destinationPort: fc.constantFrom(445, 3389, 80),
}) as fc.Arbitrary<Activity>;

/** Identifiers are compared without regard to case, and an absent text is an empty one. */
const plain = (fact: Fact) => JSON.parse(JSON.stringify(fact, (name, value: unknown) => (value === '' ? undefined : /guid|sha256/i.test(name) && typeof value === 'string' ? value.toLowerCase() : value))) as Record<string, unknown>;

describe('packed facts', () => {
  it('come back as they were, whatever an activity says, and under the key that they were kept by', () => {
    fc.assert(fc.property(activity, (a) => {
      for (const fact of factsOf(a)) {
        const { kind, data, keyHash } = packFact(fact), back = unpackFact(kind, fact.observedAt, data);
        expect(back && plain(back)).toEqual(plain(fact));
        expect(keyHash).toBe(factKeyHash(back?.key ?? ''));
      }
    }), { seed: 11, numRuns: 2_000 });
  });

  it('keep what correlation rules remember of a match', () => {
    fc.assert(fc.property(fc.dictionary(text.filter((t) => t !== ''), text), text.filter((t) => t !== ''), (fields, key) => {
      const fact: Fact = { kind: 'match', endpointKey: 'fs-02', observedAt: 5, key, ruleId: 'r-1', ordinal: 7, fields };
      const { kind, data } = packFact(fact);
      expect(unpackFact(kind, 5, data)).toEqual(fact);
    }), { seed: 12 });
  });

  it('take a fraction of their JSON', () => {
    const [fact] = factsOf({
      kind: 'process_start', family: 'windows', timeSource: 'record', observedAt: 1, endpointKey: 'pc-mori', processGuid: '{6f1c0a52-91d3-4c1e-a0b7-3d2f5e8c9a10}', parentProcessGuid: '{6f1c0a52-91d3-4c1e-a0b7-3d2f5e8c9a11}',
      processId: 4711, parentProcessId: 812, processImage: 'C:\\Windows\\System32\\cmd.exe', processCommandLine: '"C:\\Windows\\System32\\cmd.exe" /c dir', parentProcessImage: 'C:\\Windows\\explorer.exe',
      accountName: 'KITA\\mori', logonId: '0x3f2a1', processIntegrity: 'Medium', processSha256: '9c'.repeat(32),
    } as Activity);
    if (!fact) throw new Error('a process start has a fact');
    expect(packFact(fact).data.length).toBeLessThan(JSON.stringify(fact).length / 2.5);
  });

  it('hash neighbouring keys far apart', () => {
    const hashes = new Set(Array.from({ length: 20_000 }, (_, i) => factKeyHash(`pc-${i % 100}|{00000000-0000-0000-0000-${String(i).padStart(12, '0')}}`)));
    expect(hashes.size).toBe(20_000);
  });
});
