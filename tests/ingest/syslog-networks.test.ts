import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getSyslogSource } from '../../lib/syslog/get-syslog-source';
import { getSyslogStatus } from '../../lib/syslog/get-syslog-status';
import { NetworkTable, parseNetwork, peerAddress } from '../../lib/syslog/network';
import { setNetworks } from '../../lib/syslog/set-networks';
import { newTenant, withDatabase } from '../support/database';
import { newSource } from './sender';

const database = withDatabase();

async function newOwner() {
  const tenant = await newTenant();
  const { sourceId } = await newSource(tenant.tenantId);
  return { tenant, source: { id: sourceId } };
}

describe('the addresses of a source', () => {
  it('are kept as networks, replaced as a whole, and written to the audit trail', async () => {
    const { tenant, source } = await newOwner();
    expect((await setNetworks(tenant.ctx(), source, { networks: ['10.1.2.3/16', '2001:db8::1'] })).networks).toEqual(['10.1.0.0/16', '2001:db8::1/128']);
    expect((await setNetworks(tenant.ctx(), source, { networks: ['10.1.2.3'] })).networks).toEqual(['10.1.2.3/32']);
    expect(await getSyslogSource(tenant.ctx('Auditor'), source)).toEqual({ networks: ['10.1.2.3/32'], counts: [] });
    const audit = await database.sql('SELECT action, "before", "after" FROM audit WHERE tenant_id = $1 ORDER BY id', [tenant.tenantId]);
    expect(audit[1]).toEqual({ action: 'source.networks_set', before: { networks: ['10.1.0.0/16', '2001:db8::1/128'] }, after: { networks: ['10.1.2.3/32'] } });
  });

  it('belong to one source of one tenant: nobody can claim what another has', async () => {
    const [one, other] = [await newOwner(), await newOwner()];
    await setNetworks(one.tenant.ctx(), one.source, { networks: ['10.2.0.0/16'] });
    for (const networks of [['10.2.7.7'], ['10.0.0.0/8'], ['10.2.0.0/16']]) await expect(setNetworks(other.tenant.ctx(), other.source, { networks })).rejects.toMatchObject({ code: 'conflict' });
    const sibling = await newSource(one.tenant.tenantId);
    await expect(setNetworks(one.tenant.ctx(), { id: sibling.sourceId }, { networks: ['10.2.0.0/16'] })).rejects.toMatchObject({ code: 'conflict' });
    expect((await setNetworks(one.tenant.ctx(), { id: sibling.sourceId }, { networks: ['10.2.7.7'] })).networks).toEqual(['10.2.7.7/32']);
    await expect(setNetworks(other.tenant.ctx(), one.source, { networks: [] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are set by those who may change sources alone, and must be addresses', async () => {
    const { tenant, source } = await newOwner();
    await expect(setNetworks(tenant.ctx('Analyst'), source, { networks: [] })).rejects.toMatchObject({ code: 'forbidden' });
    for (const wrong of ['10.0.0.0/33', 'host.example', '10.0.0', '::1/129', 'fe80::1%eth0', '10.0.0.0/8/8']) await expect(setNetworks(tenant.ctx(), source, { networks: [wrong] })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(setNetworks(tenant.ctx(), source, { networks: Array.from({ length: 65 }, (_, i) => `10.3.0.${i}`) })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(getSyslogStatus({ ...tenant.ctx(), actor: { kind: 'source', id: 1, name: 'x' } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('looking up an address', () => {
  it('finds the most exact network, in IPv4 and IPv6', () => {
    const table = new NetworkTable([['0.0.0.0/0', 'all'], ['10.0.0.0/8', 'ten'], ['10.1.0.0/16', 'site'], ['10.1.2.3', 'host'], ['2001:db8::/32', 'six']].map(([network = '', value = '']) => ({ network, value })));
    expect(['192.0.2.1', '10.9.9.9', '10.1.9.9', '10.1.2.3', '2001:db8:0:0:0:0:0:9', '::1', 'nonsense', ''].map((address) => table.find(address))).toEqual(['all', 'ten', 'site', 'host', 'six', undefined, undefined, undefined]);
    expect([peerAddress('::ffff:10.1.2.3'), peerAddress('fe80::1%eth0'), peerAddress(undefined)]).toEqual(['10.1.2.3', 'fe80::1', '']);
  });

  it('agrees with itself on every spelling of an address', () => {
    fc.assert(fc.property(fc.ipV6(), (address) => {
      const parsed = parseNetwork(address);
      expect(parsed?.version).toBe(6);
      const groups = parsed!.first.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
      expect(parseNetwork(groups)).toEqual(parsed);
    }));
    fc.assert(fc.property(fc.string({ maxLength: 40 }), (text) => { parseNetwork(text); }));
  });
});
