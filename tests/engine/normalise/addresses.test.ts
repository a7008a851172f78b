import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import type { RawRecord } from '../../../lib/engine/decode/types';
import { address, isSharedAddress } from '../../../lib/engine/normalise/identity';
import { normalise } from '../../../lib/engine/normalise/registry';

const activityOf = (record: RawRecord): Activity => normalise(record, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 }).activity;

describe('addresses have one spelling', () => {
  it.each([
    ['0:0:0:0:0:0:0:1', '::1'], ['fe80:0:0:0:c86e:cb04:bc03:d64f', 'fe80::c86e:cb04:bc03:d64f'], ['FE80::1%eth0', 'fe80::1'], ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'], ['::ffff:10.0.0.1', '10.0.0.1'], ['0:0:0:0:0:ffff:0a00:0001', '10.0.0.1'], ['[2001:db8::1]', '2001:db8::1'], ['::', '::'], ['10.0.0.1', '10.0.0.1'],
  ])('%s is %s', (written, expected) => {
    expect(address(written)).toBe(expected);
  });

  it.each(['', '10.0.0', '10.0.0.256', '1.2.3.4.5', 'a:b', '1::2::3', '::ffff:300.0.0.1', 'C:\\x', '12:34:56', 'host.example', ':::'])('%s is none', (written) => {
    expect(address(written)).toBeUndefined();
  });

  it('an address is its own short form', () => {
    fc.assert(fc.property(fc.ipV6(), (written) => {
      const short = address(written);
      expect(short).toBeDefined();
      expect(address(short)).toBe(short);
    }), { seed: 20240309, numRuns: 300 });
  });

  it.each(['0:0:0:0:0:0:0:1', 'fe80:0:0:0:1:2:3:4', 'ff02:0:0:0:0:0:0:fb', '127.0.0.1', '224.0.0.251'])('%s belongs to no one endpoint', (written) => {
    expect(isSharedAddress(address(written) ?? '')).toBe(true);
  });
});

describe('which side of a connection is the endpoint', () => {
  const filtering = (direction: string) => activityOf({
    EventID: 5156, Channel: 'Security', Hostname: 'KITA-SRV02', Direction: direction, SourceAddress: '10.20.30.41', SourcePort: '50123', DestAddress: '10.20.30.9', DestPort: '445', Protocol: '6', TimeCreated: '2024-03-05T01:02:03Z',
  });
  const sysmon = (initiated: string, source: string, destination: string) => activityOf({
    EventID: 3, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'KITA-SRV02', RuleName: '-', Initiated: initiated, SourceIp: source, DestinationIp: destination, DestinationPort: '445', UtcTime: '2024-03-05 01:02:03.000',
  });

  it('an inbound connection of the filtering platform ends at the endpoint', () => {
    expect(filtering('%%14592')).toMatchObject({ sourceAddress: '10.20.30.41', destinationAddress: '10.20.30.9', endpointAddress: '10.20.30.9', direction: 'inbound' });
  });

  it('an outbound one begins there', () => {
    expect(filtering('%%14593')).toMatchObject({ sourceAddress: '10.20.30.41', destinationAddress: '10.20.30.9', endpointAddress: '10.20.30.41', direction: 'outbound' });
  });

  it('without a direction neither side is taken for the endpoint', () => {
    expect(filtering('-').endpointAddress).toBeUndefined();
  });

  it('Sysmon’s connections tell the endpoint’s address only where it opened them', () => {
    expect(sysmon('true', '10.20.30.9', '10.20.30.41')).toMatchObject({ endpointAddress: '10.20.30.9', direction: 'outbound' });
    const answered = sysmon('false', '10.20.30.9', '10.20.30.41');
    expect(answered).toMatchObject({ direction: 'inbound', sourceAddress: '10.20.30.9' });
    expect(answered.endpointAddress).toBeUndefined();
  });

  it('loopback in its long form is nobody’s address', () => {
    expect(sysmon('true', '0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:1')).toMatchObject({ sourceAddress: '::1' });
    expect(sysmon('true', '0:0:0:0:0:0:0:1', '0:0:0:0:0:0:0:1').endpointAddress).toBeUndefined();
  });
});

describe('the web gateway', () => {
  const access = (extension: string) => normalise(`CEF:0|Trend Micro|Trend Micro Web Security|3.0.0.2042|100000|Access Log|0|rt=Mar 05 2024 01:02:03 +0000 ${extension}`, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 });

  it('what the client sent is bytes out, whichever key says it', () => {
    expect(access('src=10.20.30.41 upStreamSize=501 downStreamSize=220529 transportBytes=221030').activity).toMatchObject({ bytesOut: 501, bytesIn: 220_529 });
    expect(access('src=10.20.30.41 in=501 out=220529').activity).toMatchObject({ bytesOut: 501, bytesIn: 220_529 });
    expect(access('src=10.20.30.41 requestMethod=PUT transportBytes=900').activity).toMatchObject({ bytesOut: 900 });
    expect(access('src=10.20.30.41 requestMethod=GET transportBytes=900').activity).toMatchObject({ bytesIn: 900 });
    expect(access('src=10.20.30.41 in=501 out=9').event.fields).toMatchObject({ 'cs-bytes': 501, 'sc-bytes': 9 });
  });

  it('a user name that is an address is the client, not an account', () => {
    const { activity } = access('userName=10.20.30.41 domainName=site.example');
    expect(activity).toMatchObject({ sourceAddress: '10.20.30.41', endpointKey: '10.20.30.41' });
    expect(activity.accountName).toBeUndefined();
    expect(access('userName=10.20.30.41 principalName=a.mori@hoshino.example').activity).toMatchObject({ accountKey: 'a.mori' });
  });
});

describe('who ran a script', () => {
  const script = { EventID: 4104, Channel: 'Microsoft-Windows-PowerShell/Operational', Hostname: 'KITA-PC07', ScriptBlockText: 'Get-Date', EventTime: '2024-03-05 01:02:03' };

  it('NXLog’s account of the record stands in where the event names none', () => {
    expect(activityOf({ ...script, AccountName: 'a.mori', AccountType: 'User', Domain: 'HOSHINO', UserID: 'S-1-5-21-1-2-3-1104', ExecutionProcessID: 4312 })).toMatchObject({
      accountName: 'HOSHINO\\a.mori', accountKey: 'a.mori', accountSid: 'S-1-5-21-1-2-3-1104', processId: 4312,
    });
  });

  it('Winlogbeat’s user too', () => {
    const winlog = { channel: script.Channel, event_id: 4104, computer_name: 'KITA-PC07', event_data: { ScriptBlockText: 'Get-Date' }, user: { name: 'a.mori', domain: 'HOSHINO', identifier: 'S-1-5-21-1-2-3-1104' }, process: { pid: 4312 } };
    expect(activityOf({ '@timestamp': '2024-03-05T01:02:03Z', winlog })).toMatchObject({ accountName: 'HOSHINO\\a.mori', processId: 4312 });
  });

  it('the account of an installed service is not the one that installed it', () => {
    expect(activityOf({ EventID: 7045, Channel: 'System', Hostname: 'KITA-PC07', ServiceName: 'Svc', ImagePath: 'C:\\s.exe', AccountName: 'LocalSystem' }).accountName).toBeUndefined();
  });
});

describe('deleted registry values', () => {
  it('rules of both registry categories of event 12 run on them, and the kind says what happened', () => {
    const { activity, event } = normalise({ EventID: 12, Channel: 'Microsoft-Windows-Sysmon/Operational', Hostname: 'KITA-PC07', RuleName: '-', EventType: 'DeleteValue', TargetObject: 'HKU\\S-1\\Run\\x' }, { format: 'auto', clockSkewSeconds: 0, receivedAt: 0 });
    expect(activity.kind).toBe('registry_delete');
    expect(event.categories).toEqual(['registry_event', 'registry_add', 'registry_delete']);
  });
});
