import { connRecord, zeekRecord, type Flow } from '../records/zeek';
import type { Host, Session } from './host';
import { flowBetween } from './network';
import type { World } from './world';

const ACCESS = { read: ['0x120089', '%%1538\r\n\t\t\t\t%%1541\r\n\t\t\t\t%%4416\r\n\t\t\t\t'], write: ['0x120196', '%%1538\r\n\t\t\t\t%%4417\r\n\t\t\t\t%%4418\r\n\t\t\t\t'] } as const;

/** One SMB conversation: the sensor's conn line and one per tree. */
export function openShares(world: World, from: Host, to: Host, at: number, trees: readonly string[], bytesOut: number, bytesIn: number): Flow {
  const flow = flowBetween(from, to, at, 445, 'gssapi,smb', from.newPort(), bytesOut, bytesIn, 2 + from.random.int(0, 60));
  world.timeline.emit('network', at, connRecord(flow));
  trees.forEach((tree, index) => {
    const pipe = tree === 'IPC$';
    world.timeline.emit('network', at + 3 + index, zeekRecord('smb_mapping', flow, at + 3 + index, { path: `\\\\${to.machine.name}\\${tree}`, ...(pipe ? { service: 'IPC' } : { native_file_system: 'NTFS' }), share_type: pipe ? 'PIPE' : 'DISK' }));
  });
  return flow;
}

export function sensorShareFile(world: World, at: number, flow: Flow, server: Host, tree: string, name: string, action: 'SMB::FILE_OPEN' | 'SMB::FILE_WRITE' | 'SMB::FILE_DELETE', bytes: number): void {
  world.timeline.emit('network', at, zeekRecord('smb_files', flow, at, { action, path: `\\\\${server.machine.name}\\${tree}`, name, size: bytes }));
}

export function sensorCall(world: World, at: number, flow: Flow, pipe: string, endpoint: string, operation: string): void {
  world.timeline.emit('network', at, zeekRecord('dce_rpc', flow, at, { rtt: 0.0006, named_pipe: pipe, endpoint, operation }));
}

/** Security 5140 on the server: a share is opened. */
export function shareOpened(world: World, server: Host, at: number, session: Session, from: Host, port: number, share: string, localPath: string): void {
  world.event(server, at, 'security', 5140, 'File Share', { ...who(session), ObjectType: 'File', IpAddress: from.machine.address, IpPort: String(port), ShareName: `\\\\*\\${share}`, ShareLocalPath: localPath, AccessMask: '0x1', AccessList: '%%4416\r\n\t\t\t\t' });
}

/** Security 5145 on the server: a file of a share is opened for reading or writing. */
export function shareFileOpened(world: World, server: Host, at: number, session: Session, from: Host, port: number, share: string, localPath: string, file: string, mode: 'read' | 'write'): void {
  const [mask, list] = ACCESS[mode];
  world.event(server, at, 'security', 5145, 'Detailed File Share', {
    ...who(session), ObjectType: 'File', IpAddress: from.machine.address, IpPort: String(port), ShareName: `\\\\*\\${share}`, ShareLocalPath: localPath, RelativeTargetName: file, AccessMask: mask, AccessList: list, AccessReason: '-',
  });
}

function who(session: Session): Record<string, string> {
  return { SubjectUserSid: session.sid, SubjectUserName: session.user, SubjectDomainName: session.domain, SubjectLogonId: session.logonId };
}
