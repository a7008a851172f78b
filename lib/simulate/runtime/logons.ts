import { COMPANY } from '../office/names';
import type { Person } from '../office/office';
import { zeekId, zeekRecord } from '../records/zeek';
import type { Host, Integrity, Process, Session } from './host';
import { flowBetween } from './network';
import type { World } from './world';

const PRIVILEGES = 'SeSecurityPrivilege\r\n\t\t\tSeBackupPrivilege\r\n\t\t\tSeRestorePrivilege\r\n\t\t\tSeTakeOwnershipPrivilege\r\n\t\t\tSeDebugPrivilege\r\n\t\t\tSeSystemEnvironmentPrivilege\r\n\t\t\tSeLoadDriverPrivilege\r\n\t\t\tSeImpersonatePrivilege';

interface LogonDetail {
  type: 2 | 3 | 5 | 7 | 10;
  /** Where a network or remote desktop logon comes from. */
  from?: { host: Host; port: number };
  process?: Process;
  package?: 'Kerberos' | 'NTLM' | 'Negotiate';
  logonProcess?: string;
  integrity?: Integrity;
  terminal?: number;
  privileged?: boolean;
  /** The session on whose behalf it happens, when that is not the system. */
  subject?: Session;
}

/** Security 4624, and 4672 for a privileged account. */
export function logOn(world: World, host: Host, at: number, person: Person, detail: LogonDetail): Session {
  const session = host.newSession(person, COMPANY.netbios, detail.terminal ?? 0, detail.integrity ?? 'Medium');
  const { from, process, subject } = detail;
  const network = detail.type === 3;
  world.event(host, at, 'security', 4624, 'Logon', {
    ...subjectFields(host, network ? undefined : (subject ?? host.system)), TargetUserSid: person.sid, TargetUserName: person.login, TargetDomainName: COMPANY.netbios, TargetLogonId: session.logonId, LogonType: String(detail.type),
    LogonProcessName: detail.logonProcess ?? (network ? 'Kerberos' : 'User32 '), AuthenticationPackageName: detail.package ?? (network ? 'Kerberos' : 'Negotiate'),
    WorkstationName: network ? (detail.package === 'NTLM' && from !== undefined ? from.host.machine.name : '-') : host.machine.name, LogonGuid: session.logonGuid, TransmittedServices: '-',
    LmPackageName: detail.package === 'NTLM' ? 'NTLM V2' : '-', KeyLength: detail.package === 'NTLM' ? '128' : '0', ProcessId: process === undefined ? '0x0' : `0x${process.pid.toString(16)}`, ProcessName: process?.program.image ?? '-',
    IpAddress: from?.host.machine.address ?? (network ? '-' : '127.0.0.1'), IpPort: String(from?.port ?? 0), ImpersonationLevel: '%%1833', RestrictedAdminMode: '-', TargetOutboundUserName: '-', TargetOutboundDomainName: '-',
    VirtualAccount: '%%1843', TargetLinkedLogonId: '0x0', ElevatedToken: detail.privileged === true ? '%%1842' : '%%1843',
  });
  if (detail.privileged === true) {
    world.event(host, at + 1, 'security', 4672, 'Special Logon', { SubjectUserSid: person.sid, SubjectUserName: person.login, SubjectDomainName: COMPANY.netbios, SubjectLogonId: session.logonId, PrivilegeList: PRIVILEGES });
  }
  return session;
}

export function logOff(world: World, host: Host, at: number, session: Session, type: number): void {
  world.event(host, at, 'security', 4634, 'Logoff', { TargetUserSid: session.sid, TargetUserName: session.user, TargetDomainName: session.domain, TargetLogonId: session.logonId, LogonType: String(type) });
}

export function failLogon(world: World, host: Host, at: number, userName: string, type: number, from?: { address: string; name: string; port: number }): void {
  world.event(host, at, 'security', 4625, 'Logon', {
    ...subjectFields(host, type === 3 ? undefined : host.system), TargetUserSid: 'S-1-0-0', TargetUserName: userName, TargetDomainName: COMPANY.netbios, Status: '0xc000006d', FailureReason: '%%2313', SubStatus: '0xc000006a', LogonType: String(type),
    LogonProcessName: type === 3 ? 'NtLmSsp ' : 'User32 ', AuthenticationPackageName: type === 3 ? 'NTLM' : 'Negotiate', WorkstationName: from?.name ?? host.machine.name, TransmittedServices: '-', LmPackageName: '-', KeyLength: '0',
    ProcessId: type === 3 ? '0x0' : '0x3d4', ProcessName: type === 3 ? '-' : 'C:\\Windows\\System32\\svchost.exe', IpAddress: from?.address ?? '127.0.0.1', IpPort: String(from?.port ?? 0),
  });
}

/** Security 4648: `subject` hands over the password of `person`. */
export function useCredentials(world: World, host: Host, at: number, subject: Session, person: Person, target: string, process: Process): void {
  world.event(host, at, 'security', 4648, 'Logon', {
    ...subjectFields(host, subject), LogonGuid: '{00000000-0000-0000-0000-000000000000}', TargetUserName: person.login, TargetDomainName: COMPANY.netbios, TargetLogonGuid: '{00000000-0000-0000-0000-000000000000}',
    TargetServerName: target, TargetInfo: target, ProcessId: `0x${process.pid.toString(16)}`, ProcessName: process.program.image, IpAddress: '-', IpPort: '-',
  });
}

/** A Kerberos ticket for `service` (or the first ticket, `krbtgt`): the controller's 4768 or 4769 and the sensor's line. */
export function requestTicket(world: World, host: Host, at: number, person: Person | undefined, service: string): void {
  const controller = world.controllerFor(host);
  if (controller === host) return;
  const port = host.newPort();
  const client = person?.login ?? host.account;
  const first = service === 'krbtgt';
  const realm = COMPANY.domain.toUpperCase();
  const common = { IpAddress: `::ffff:${host.machine.address}`, IpPort: String(port), TicketOptions: '0x40810010', Status: '0x0', TicketEncryptionType: '0x12' };
  if (first) {
    world.event(controller, at, 'security', 4768, 'Kerberos Authentication Service', {
      TargetUserName: client, TargetDomainName: COMPANY.domain, TargetSid: person?.sid ?? `${COMPANY.sid}-${2000 + (port % 900)}`, ServiceName: 'krbtgt', ServiceSid: `${COMPANY.sid}-502`, PreAuthType: '2', ...common,
    });
  } else {
    world.event(controller, at, 'security', 4769, 'Kerberos Service Ticket Operations', {
      TargetUserName: `${client}@${realm}`, TargetDomainName: realm, ServiceName: `${service.slice(service.indexOf('/') + 1)}$`, ServiceSid: `${COMPANY.sid}-${1000 + (port % 90)}`, LogonGuid: host.system.logonGuid, TransmittedServices: '-', ...common,
    });
  }
  const flow = flowBetween(host, controller, at, 88, 'krb_tcp', port, 1480, 1560, 0.012);
  world.timeline.emit('network', at, zeekRecord('kerberos', { ...flow, uid: zeekId('C', `${host.machine.name}|${port}|${at}`) }, at, {
    request_type: first ? 'AS' : 'TGS', client: `${client}/${realm}`, service: first ? `krbtgt/${realm}` : service, success: true, cipher: 'aes256-cts-hmac-sha1-96', forwardable: true, renewable: true,
  }));
}

function subjectFields(host: Host, subject: Session | undefined): Record<string, string> {
  if (subject === undefined) return { SubjectUserSid: 'S-1-0-0', SubjectUserName: '-', SubjectDomainName: '-', SubjectLogonId: '0x0' };
  const system = subject.sid === 'S-1-5-18';
  return { SubjectUserSid: subject.sid, SubjectUserName: system ? host.account : subject.user, SubjectDomainName: system ? COMPANY.netbios : subject.domain, SubjectLogonId: subject.logonId };
}
