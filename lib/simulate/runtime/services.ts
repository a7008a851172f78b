import type { Host, Session } from './host';
import type { World } from './world';

interface InstalledService { name: string; path: string; start: 'demand start' | 'auto start' }

/** A service is installed: System 7045 and Security 4697. */
export function serviceInstalled(world: World, host: Host, at: number, session: Session, service: InstalledService): void {
  const system = session.sid === host.system.sid;
  world.event(host, at, 'system', 7045, 'A service was installed in the system', {
    UserID: session.sid, Domain: session.domain, AccountName: session.user, ServiceName: service.name, ImagePath: service.path, ServiceType: 'user mode service', StartType: service.start, ServiceAccount: 'LocalSystem',
  });
  world.event(host, at + 2, 'security', 4697, 'Security System Extension', {
    SubjectUserSid: session.sid, SubjectUserName: system ? host.account : session.user, SubjectDomainName: system ? 'ASAGIRI' : session.domain, SubjectLogonId: session.logonId, ServiceName: service.name, ServiceFileName: service.path,
    ServiceType: '0x10', ServiceStartType: service.start === 'auto start' ? '2' : '3', ServiceAccount: 'LocalSystem',
  });
}
