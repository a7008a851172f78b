import { describe, expect, it } from 'vitest';
import type { Activity } from '../../../lib/engine/activity/activity';
import { factsOf } from '../../../lib/engine/correlate/facts';

const base: Activity = { observedAt: 1_709_600_523_000, timeSource: 'record', family: 'windows', kind: 'other', endpointKey: 'kita-pc07', endpointName: 'KITA-PC07' };
const fact = (extra: Partial<Activity>) => factsOf({ ...base, ...extra })[0];

describe('facts', () => {
  it('a process start says who started what under its GUID', () => {
    expect(fact({ kind: 'process_start', processGuid: '{aa}', parentProcessGuid: '{bb}', processImage: 'C:\\a.exe', processId: 12, accountName: 'HOSHINO\\a.mori', logonId: '0xab' })).toMatchObject({
      kind: 'process', key: 'kita-pc07|{aa}', processGuid: '{aa}', parentGuid: '{bb}', image: 'C:\\a.exe', processId: 12, logonId: '0xab',
    });
  });

  it('without a GUID, processes are kept by pid and told apart by start time', () => {
    expect(fact({ kind: 'process_start', processImage: 'C:\\a.exe', processId: 12 })).toMatchObject({ key: 'kita-pc07|pid:12', processGuid: 'pid:12@1709600523000' });
  });

  it('a logon opens a session; explicit credentials have logon type 0 and the account that was used', () => {
    expect(fact({ kind: 'logon', eventCode: '4624', logonId: '0xab', logonType: 3, accountName: 'H\\x', sourceAddress: '10.0.0.1' })).toMatchObject({ kind: 'logon', key: 'kita-pc07|0xab', logonType: 3, accountName: 'H\\x', sourceAddress: '10.0.0.1' });
    expect(fact({ kind: 'logon', eventCode: '4648', logonId: '0xab', accountName: 'H\\x', targetAccountName: 'H\\adm' })).toMatchObject({ logonType: 0, accountName: 'H\\adm' });
  });

  it.each(['C:\\T\\a.exe', 'C:\\T\\b.PS1', '/tmp/c.sh', 'C:\\T\\d.zip', 'C:\\T\\e.txt:hidden.exe', 'C:\\T\\f.docm'])('%s is worth remembering', (filePath) => {
    expect(fact({ kind: 'file_create', filePath })).toMatchObject({ kind: 'file', path: filePath, key: `kita-pc07|${filePath.toLowerCase()}` });
  });

  it.each(['C:\\T\\a.log', 'C:\\T\\exe', 'C:\\a.exe\\b.txt'])('%s is not', (filePath) => {
    expect(fact({ kind: 'file_create', filePath })).toBeUndefined();
  });

  it('a mark on a downloaded file is a fact of the file', () => {
    expect(fact({ kind: 'file_create', filePath: 'C:\\D\\a.exe:Zone.Identifier' })).toMatchObject({ path: 'C:\\D\\a.exe' });
  });

  it('services and tasks say what they start', () => {
    expect(fact({ kind: 'service_install', serviceName: 'Svc', filePath: 'C:\\s.exe -k' })).toMatchObject({ kind: 'service', key: 'kita-pc07|svc', command: 'C:\\s.exe -k' });
    expect(fact({ kind: 'task_create', taskName: '\\T', scriptText: '<Task><Command>a.cmd</Command><Arguments>/x</Arguments></Task>' })).toMatchObject({ name: '\\T', command: 'a.cmd /x' });
  });

  it('connections outwards to remote-execution ports only', () => {
    const out = { kind: 'network_connection', endpointAddress: '10.0.0.1', sourceAddress: '10.0.0.1', destinationAddress: '10.0.0.2' } as const;
    expect(fact({ ...out, destinationPort: 445 })).toMatchObject({ kind: 'connection', destinationAddress: '10.0.0.2', destinationPort: 445 });
    expect(factsOf({ ...base, ...out, destinationPort: 80 }).map(({ kind, key }) => [kind, key])).toEqual([['address', '10.0.0.1'], ['address', 'kita-pc07|@']]);
    expect(factsOf({ ...base, ...out, endpointAddress: '10.0.0.2', destinationPort: 445 }).map(({ kind }) => kind)).toEqual(['address', 'address']);
    expect(fact({ ...out, endpointAddress: undefined, direction: 'inbound', destinationPort: 445 })).toBeUndefined();
  });

  it('text is bounded', () => {
    const [long] = factsOf({ ...base, kind: 'process_start', processGuid: '{aa}', processImage: 'x'.repeat(5000), processCommandLine: 'y'.repeat(50_000) });
    expect(JSON.stringify(long).length).toBeLessThan(6000);
  });
});
