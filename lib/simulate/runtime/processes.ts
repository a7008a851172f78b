import { hashesOf, hashesOfText } from '../records/windows';
import { sysmonTime } from '../calendar';
import type { Program } from '../office/programs';
import type { Host, Integrity, Process, Session } from './host';
import type { World } from './world';

export interface Start { program: Program; parent: Process; commandLine?: string; session?: Session; integrity?: Integrity; directory?: string }

const MANDATORY_LABEL: Readonly<Record<Integrity, string>> = { Low: 'S-1-16-4096', Medium: 'S-1-16-8192', High: 'S-1-16-12288', System: 'S-1-16-16384' };

/** Starts a process: Sysmon 1, and Security 4688 on servers, whose audit policy asks for it. */
export function startProcess(world: World, host: Host, at: number, start: Start): Process {
  const session = start.session ?? start.parent.session;
  const integrity = start.integrity ?? (start.session === undefined ? start.parent.integrity : session.integrity);
  const process: Process = {
    guid: host.newGuid(at), pid: host.newPid(), program: start.program, commandLine: start.commandLine ?? start.program.image, directory: start.directory ?? 'C:\\Windows\\system32\\', session, integrity, startedAt: at,
  };
  const { program, parent } = start;
  world.sysmon(host, at, 1, 'Process Create', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), Image: program.image, FileVersion: program.version, Description: program.description, Product: program.product, Company: program.company,
    OriginalFileName: program.original, CommandLine: process.commandLine, CurrentDirectory: process.directory, User: userOf(session), LogonGuid: session.logonGuid, LogonId: session.logonId,
    TerminalSessionId: String(session.terminal), IntegrityLevel: integrity, Hashes: hashesOf(program), ParentProcessGuid: parent.guid, ParentProcessId: String(parent.pid), ParentImage: parent.program.image,
    ParentCommandLine: parent.commandLine, ParentUser: userOf(parent.session),
  });
  if (host.machine.role !== 'desktop') audit4688(world, host, at, process, parent);
  return process;
}

export function endProcess(world: World, host: Host, at: number, process: Process): void {
  world.sysmon(host, at, 5, 'Process terminated', { ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, User: userOf(process.session) });
}

/** A process that ends by itself `lifeMs` later. */
export function runBriefly(world: World, host: Host, at: number, start: Start, lifeMs: number): Process {
  const process = startProcess(world, host, at, start);
  endProcess(world, host, at + lifeMs, process);
  return process;
}

export function writeFile(world: World, host: Host, at: number, process: Process, path: string): void {
  world.sysmon(host, at, 11, 'File created', { ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, TargetFilename: path, CreationUtcTime: sysmonTime(at), User: userOf(process.session) });
}

/** The mark that browsers and mail programs put on what they download. */
export function markDownload(world: World, host: Host, at: number, process: Process, path: string, url: string): void {
  world.sysmon(host, at, 15, 'File stream created', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, TargetFilename: `${path}:Zone.Identifier`, CreationUtcTime: sysmonTime(at), Hash: hashesOfText(path),
    Contents: `[ZoneTransfer]  ZoneId=3  HostUrl=${url}  `, User: userOf(process.session),
  });
}

export function deleteFile(world: World, host: Host, at: number, process: Process, path: string): void {
  world.sysmon(host, at, 23, 'File Delete archived', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), User: userOf(process.session), Image: process.program.image, TargetFilename: path, Hashes: hashesOfText(path), IsExecutable: 'false', Archived: 'true',
  });
}

export function setRegistry(world: World, host: Host, at: number, process: Process, target: string, details: string): void {
  world.sysmon(host, at, 13, 'Registry value set', { EventType: 'SetValue', ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, TargetObject: target, Details: details, User: userOf(process.session) });
}

export function createRegistryKey(world: World, host: Host, at: number, process: Process, target: string): void {
  world.sysmon(host, at, 12, 'Registry object added or deleted', { EventType: 'CreateKey', ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, TargetObject: target, User: userOf(process.session) });
}

export function loadImage(world: World, host: Host, at: number, process: Process, library: Program): void {
  world.sysmon(host, at, 7, 'Image loaded', {
    ProcessGuid: process.guid, ProcessId: String(process.pid), Image: process.program.image, ImageLoaded: library.image, FileVersion: library.version, Description: library.description, Product: library.product, Company: library.company,
    OriginalFileName: library.original, Hashes: hashesOf(library), Signed: 'true', Signature: 'Microsoft Windows', SignatureStatus: 'Valid', User: userOf(process.session),
  });
}

export function accessProcess(world: World, host: Host, at: number, source: Process, target: Process, mask: string, trace: string): void {
  world.sysmon(host, at, 10, 'Process accessed', {
    SourceProcessGUID: source.guid, SourceProcessId: String(source.pid), SourceThreadId: String(source.pid + 8), SourceImage: source.program.image, TargetProcessGUID: target.guid, TargetProcessId: String(target.pid),
    TargetImage: target.program.image, GrantedAccess: mask, CallTrace: trace, SourceUser: userOf(source.session), TargetUser: userOf(target.session),
  });
}

export function createPipe(world: World, host: Host, at: number, process: Process, name: string): void {
  world.sysmon(host, at, 17, 'Pipe Created', { EventType: 'CreatePipe', ProcessGuid: process.guid, ProcessId: String(process.pid), PipeName: name, Image: process.program.image, User: userOf(process.session) });
}

export function connectPipe(world: World, host: Host, at: number, process: Process, name: string): void {
  world.sysmon(host, at, 18, 'Pipe Connected', { EventType: 'ConnectPipe', ProcessGuid: process.guid, ProcessId: String(process.pid), PipeName: name, Image: process.program.image, User: userOf(process.session) });
}

export function runScript(world: World, host: Host, at: number, process: Process, text: string, path: string): void {
  const id = host.random.hex(32);
  world.event(host, at, 'powershell', 4104, 'Execute a Remote Command', {
    ExecutionProcessID: process.pid, UserID: process.session.sid, Domain: process.session.domain, AccountName: process.session.user, MessageNumber: '1', MessageTotal: '1', ScriptBlockText: text,
    ScriptBlockId: `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`, Path: path,
  });
}

export function userOf(session: Session): string {
  return `${session.domain}\\${session.user}`;
}

function audit4688(world: World, host: Host, at: number, process: Process, parent: Process): void {
  const subject = parent.session;
  const isSystem = subject.sid === 'S-1-5-18';
  const other = process.session.logonId !== subject.logonId;
  world.event(host, at, 'security', 4688, 'Process Creation', {
    ExecutionProcessID: 4, SubjectUserSid: subject.sid, SubjectUserName: isSystem ? host.account : subject.user, SubjectDomainName: isSystem ? 'ASAGIRI' : subject.domain, SubjectLogonId: subject.logonId,
    NewProcessId: `0x${process.pid.toString(16)}`, NewProcessName: process.program.image, TokenElevationType: '%%1936', ProcessId: `0x${parent.pid.toString(16)}`, CommandLine: process.commandLine,
    TargetUserSid: other ? process.session.sid : 'S-1-0-0', TargetUserName: other ? process.session.user : '-', TargetDomainName: other ? process.session.domain : '-', TargetLogonId: other ? process.session.logonId : '0x0',
    ParentProcessName: parent.program.image, MandatoryLabel: MANDATORY_LABEL[process.integrity],
  });
}
