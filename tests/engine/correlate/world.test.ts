import { accountKeyOf } from '../../../lib/engine/normalise/identity';
import { describe, expect, it } from 'vitest';
import { EndpointNames } from '../../../lib/engine/correlate/endpoint-names';
import { closeFacts, factKeysOf } from '../../../lib/engine/correlate/fact-keys';
import { betterName, isSystemAccount, isSystemLogon, looksPrivileged } from '../../../lib/engine/correlate/principals';
import type { Fact } from '../../../lib/engine/correlate/types';
import { activity, addressFact, logonFact, partition, processFact, rule, run, signal, T0 } from './support/build';

const DAY = 86_400_000;
const on = (fact: Fact, day: number): Fact => ({ ...fact, observedAt: T0 + day * DAY });

describe('addresses of endpoints', () => {
  it('belong to the endpoint that is mostly seen with them, not to a server that names its clients', () => {
    const facts = [...Array.from({ length: 5 }, () => addressFact('dc-01', '10.0.0.1')), ...Array.from({ length: 3 }, () => addressFact('dc-01', '10.0.0.7')), addressFact('pc-1', '10.0.0.7')];
    const names = new EndpointNames(facts, []);
    expect([names.endpointAt('10.0.0.7', T0), names.endpointAt('10.0.0.1', T0)]).toEqual(['pc-1', 'dc-01']);
    expect(names.addressesOf('dc-01')).toEqual(['10.0.0.1']);
  });

  it('are looked up by day, since they move', () => {
    const names = new EndpointNames([on(addressFact('pc-1', '10.0.0.7'), 0), on(addressFact('pc-2', '10.0.0.7'), 9)], []);
    expect([names.endpointAt('10.0.0.7', T0), names.endpointAt('10.0.0.7', T0 + 9 * DAY)]).toEqual(['pc-1', 'pc-2']);
  });

  it('say nothing when two endpoints are seen with one alike, or when they are nobody\'s own', () => {
    const names = new EndpointNames([addressFact('pc-1', '10.0.0.7'), addressFact('pc-2', '10.0.0.7'), addressFact('pc-3', '127.0.0.1'), addressFact('pc-3', '224.0.0.251')], []);
    expect(['10.0.0.7', '127.0.0.1', '224.0.0.251'].map((a) => names.endpointAt(a, T0))).toEqual([undefined, undefined, undefined]);
  });
});

describe('facts asked for', () => {
  const store: Fact[] = [
    processFact('pc-0412', 'c', 'C:\\x\\c.exe', { parentGuid: 'b', logonId: '0x9' }), processFact('pc-0412', 'b', 'C:\\x\\b.exe', { parentGuid: 'a' }), processFact('pc-0412', 'a', 'C:\\x\\a.exe'),
    logonFact('pc-0412', '0x9', 3, 'EXAMPLE\\adm', '10.0.0.7', 0), addressFact('pc-1', '10.0.0.7'),
    { kind: 'file', endpointKey: 'pc-0412', key: 'pc-0412|c:\\x\\a.exe', observedAt: T0, path: 'C:\\x\\a.exe', processGuid: 'w' }, processFact('pc-0412', 'w', 'C:\\x\\w.exe'),
    processFact('pc-9', 'c', 'C:\\x\\other.exe'),
  ];
  const load = (keys: readonly string[]) => Promise.resolve(store.filter((fact) => keys.includes(fact.key)));

  it('reach from a process over its parents to who wrote the program, and from its logon to the endpoint that it came from', async () => {
    const found = await closeFacts([signal(rule('r', 'low'), activity(0, { kind: 'dns_query', processGuid: 'c' }))], load);
    expect(found.map((f) => f.key).sort()).toEqual(store.slice(0, 7).map((f) => f.key).sort());
  });

  it('never include sessions of Windows itself', () => {
    const keys = factKeysOf([signal(rule('r', 'low'), activity(0, { kind: 'dns_query', logonId: '0x3e7', processImage: 'C:\\X\\A.EXE' }))], []);
    expect(keys).toEqual(['pc-0412|@', 'pc-0412|c:\\x\\a.exe']);
  });

  it('are each asked for once, also when parents go round in a circle', async () => {
    const asked: string[] = [];
    const circle = [processFact('pc-0412', 'a', 'a', { parentGuid: 'b' }), processFact('pc-0412', 'b', 'b', { parentGuid: 'a' })];
    await closeFacts([signal(rule('r', 'low'), activity(0, { kind: 'dns_query', processGuid: 'a' }))], (keys) => {
      asked.push(...keys);
      return Promise.resolve(circle.filter((fact) => keys.includes(fact.key)));
    });
    expect(asked.length).toBe(new Set(asked).size);
  });
});

describe('accounts', () => {
  it.each(['NT AUTHORITY\\SYSTEM', 'nt authority\\local service', 'EXAMPLE\\PC-1$', 'Window Manager\\DWM-2', 'LocalSystem', '10.0.0.7'])('%s is no person', (name) => {
    expect(isSystemAccount(accountKeyOf(name))).toBe(true);
  });
  it.each([['tanaka', false], ['adm-it', true], ['Administrator', true], ['svc-backup', true], ['adam', false], ['madmin', true]])('%s looks privileged: %s', (name, expected) => {
    expect(looksPrivileged(name)).toBe(expected);
  });
  it('has one best spelling', () => {
    expect(betterName('tanaka', 'EXAMPLE\\tanaka')).toBe('EXAMPLE\\tanaka');
    expect(betterName('example.lan\\tanaka', 'EXAMPLE\\tanaka')).toBe('EXAMPLE\\tanaka');
    expect(isSystemLogon('0x3E7')).toBe(true);
  });
});

describe('who comes back', () => {
  const chainAt = (hour: number, image: string, account = 'EXAMPLE\\tanaka') => ['TA0002', 'TA0006'].map((tactic, i) => signal(rule(`${image}${i}`, 'high', [tactic]), activity(hour * 60 + i, {
    kind: 'process_start', processGuid: image, processImage: `C:\\Windows\\${image}.exe`, processCommandLine: image, accountName: account,
  })));

  it('joins two chains that would each be an alert, of one account on one endpoint within the window', () => {
    const { alerts } = run([...chainAt(0, 'one'), ...chainAt(20, 'two')]);
    expect(alerts.map((a) => a.content.edges.map((e) => e.reason.key))).toEqual([['edge_same_process', 'edge_account_again', 'edge_same_process']]);
  });

  it('does not join a chain with weak signals, another account, or after the window', () => {
    expect(partition([...chainAt(0, 'one'), signal(rule('weak', 'medium'), activity(1200, { kind: 'registry_set' }))], [], { openScore: 40 })).toContainEqual(['weak']);
    expect(run([...chainAt(0, 'one'), ...chainAt(20, 'two', 'EXAMPLE\\sato')]).alerts).toHaveLength(2);
    expect(run([...chainAt(0, 'one'), ...chainAt(30, 'two')]).alerts).toHaveLength(2);
  });
});
