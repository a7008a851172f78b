import { describe, expect, it } from 'vitest';
import { SMALL, batchesOf, cefValue, jsonOf, linesOf, text, type Json } from './records';

const batches = batchesOf({ ...SMALL, endpoints: 16, days: 2 });
const endpoint = jsonOf(batches, 'endpoint');
const network = jsonOf(batches, 'network');
const gateway = linesOf(batches, 'gateway');
const starts = endpoint.filter((record) => record['EventID'] === 1);

/** Ids that every machine has from the start: the system, the network service, and nobody. */
const BUILT_IN = ['0x3e7', '0x3e4', '0x0'];
const PRIVATE_OR_DOCUMENTATION = /^(?:::ffff:)?(?:10\.20\.\d+\.\d+|127\.0\.0\.1|203\.0\.113\.\d+|198\.51\.100\.\d+|-)$/;

function hostOf(record: Json): string {
  return text(record, 'Hostname');
}

describe('a simulated office', () => {
  it('starts every process under a parent that was started before it on the same machine', () => {
    const startedAt = new Map<string, string>();
    const orphans = starts.filter((record) => {
      startedAt.set(`${hostOf(record)}|${text(record, 'ProcessGuid')}`, text(record, 'UtcTime'));
      return text(record, 'ParentImage') !== 'System' && (startedAt.get(`${hostOf(record)}|${text(record, 'ParentProcessGuid')}`) ?? '~') > text(record, 'UtcTime');
    });
    expect(starts.length).toBeGreaterThan(1000);
    expect(orphans).toEqual([]);
  });

  it('gives every process its own GUID', () => {
    expect(new Set(starts.map((record) => text(record, 'ProcessGuid'))).size).toBe(starts.length);
  });

  it('repeats a process exactly wherever it is named again', () => {
    const images = new Map(starts.map((record) => [text(record, 'ProcessGuid'), `${text(record, 'Image')}|${text(record, 'ProcessId')}`]));
    const wrong = endpoint.filter((record) => {
      const known = images.get(text(record, 'ProcessGuid'));
      return known !== undefined && text(record, 'Image') !== '' && known !== `${text(record, 'Image')}|${text(record, 'ProcessId')}`;
    });
    expect(wrong).toEqual([]);
  });

  it('lets nothing act that was not started, except the kernel', () => {
    const guids = new Set(starts.map((record) => text(record, 'ProcessGuid')));
    const strangers = endpoint.filter((record) => ['ProcessGuid', 'SourceProcessGUID', 'TargetProcessGUID'].some((field) => text(record, field) !== '' && !guids.has(text(record, field))));
    expect(strangers.filter((record) => text(record, 'Image') !== 'System')).toEqual([]);
  });

  it('uses only logon ids that a logon on that machine announced', () => {
    const announced = new Set<string>();
    const unknown = endpoint.filter((record) => {
      const id = record['EventID'];
      if (id === 4624) announced.add(`${hostOf(record)}|${text(record, 'TargetLogonId')}|${text(record, 'TargetUserName')}`);
      const used = id === 1 ? [text(record, 'LogonId'), text(record, 'User').split('\\')[1]] : [text(record, 'SubjectLogonId'), text(record, 'SubjectUserName')];
      return used[0] !== '' && !BUILT_IN.includes(used[0] ?? '') && !announced.has(`${hostOf(record)}|${used.join('|')}`);
    });
    expect(unknown).toEqual([]);
  });

  it('ends only logons that began', () => {
    const begun = new Set(endpoint.filter((record) => record['EventID'] === 4624).map((record) => `${hostOf(record)}|${text(record, 'TargetLogonId')}`));
    expect(endpoint.filter((record) => record['EventID'] === 4634 && !begun.has(`${hostOf(record)}|${text(record, 'TargetLogonId')}`))).toEqual([]);
  });

  it('ties each sensor record of a connection to one conversation', () => {
    const flows = new Map(network.filter((record) => record['_path'] === 'conn').map((record) => [text(record, 'uid'), `${text(record, 'id.orig_h')}:${String(record['id.orig_p'])}>${text(record, 'id.resp_h')}`]));
    const torn = network.filter((record) => {
      const flow = flows.get(text(record, 'uid'));
      return ['ssl', 'http', 'smb_mapping', 'files'].includes(text(record, '_path')) && flow !== `${text(record, 'id.orig_h')}:${String(record['id.orig_p'])}>${text(record, 'id.resp_h')}`;
    });
    expect(torn).toEqual([]);
  });

  it('knows no address outside private and documentation ranges', () => {
    const addresses = [
      ...endpoint.flatMap((record) => ['SourceIp', 'DestinationIp', 'IpAddress'].map((field) => text(record, field))).filter((value) => value !== ''),
      ...network.flatMap((record) => [text(record, 'id.orig_h'), text(record, 'id.resp_h')]),
      ...gateway.flatMap((line) => [cefValue(line, 'src'), cefValue(line, 'dst')]),
    ];
    expect([...new Set(addresses.filter((address) => !PRIVATE_OR_DOCUMENTATION.test(address)))]).toEqual([]);
  });

  it('knows no name outside the reserved .example domain', () => {
    const names = [
      ...endpoint.flatMap((record) => [text(record, 'QueryName'), text(record, 'DestinationHostname'), hostOf(record)]), ...network.flatMap((record) => [text(record, 'query'), text(record, 'server_name'), text(record, 'host')]),
      ...gateway.map((line) => cefValue(line, 'domainName')), ...gateway.map((line) => cefValue(line, 'principalName').split('@')[1] ?? ''),
    ];
    expect([...new Set(names)].filter((name) => name !== '' && name !== '-' && !name.endsWith('.example') && !PRIVATE_OR_DOCUMENTATION.test(name))).toEqual([]);
  });

  it('gives a program the same hashes on every machine', () => {
    const hashes = new Map<string, Set<string>>();
    for (const record of starts) {
      const known = hashes.get(text(record, 'Image')) ?? new Set<string>();
      hashes.set(text(record, 'Image'), known.add(text(record, 'Hashes')));
    }
    expect([...hashes].filter(([, known]) => known.size !== 1)).toEqual([]);
  });
});
