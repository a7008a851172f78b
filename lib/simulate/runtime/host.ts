import type { Machine, Person } from '../office/office';
import type { Program } from '../office/programs';
import { Random, hexDigest, hex32 } from '../random';

export type Integrity = 'Low' | 'Medium' | 'High' | 'System';

/** A logon session: every process and most Security events carry its id. */
export interface Session { user: string; domain: string; sid: string; logonId: string; logonGuid: string; terminal: number; integrity: Integrity }

export interface Process {
  guid: string; pid: number; program: Program; commandLine: string; directory: string; session: Session; integrity: Integrity; startedAt: number;
}

/** The processes that a running machine always has. */
export interface SystemProcesses { kernel: Process; services: Process; lsass: Process; scheduler: Process; policy: Process; network: Process; wmi: Process; updater: Process; spooler: Process; defender: Process; agent: Process; winlogon: Process }

/** Someone at the desk: the session, and the programs that stay open all day. */
export interface Desk { person: Person; session: Session; explorer: Process; outlook?: Process; edge?: Process; teams?: Process; oneDrive?: Process }

/** A machine while it runs: its identities, counters, and the processes that are still alive. */
export class Host {
  readonly random: Random;
  readonly system: Session;
  running: SystemProcesses | undefined;
  desk: Desk | undefined;
  /** Somebody is at the desk, or on the way: the machine may still be starting. */
  occupied = false;
  /** Nobody goes home before this time. */
  stayUntil = 0;
  private readonly guidStem: string;
  private boots = 0;
  private processes = 0;
  private pid = 4;
  private nextLogon = 0x3a000;
  private port = 49152;
  private readonly recordNumbers = new Map<string, number>();

  constructor(readonly machine: Machine, seed: number) {
    this.random = new Random(seed, `host|${machine.name}`);
    this.guidStem = hexDigest(`guid|${machine.name}`, 8);
    this.port += this.random.int(0, 9000);
    this.system = { user: 'SYSTEM', domain: 'NT AUTHORITY', sid: 'S-1-5-18', logonId: '0x3e7', logonGuid: this.logonGuid('0x3e7'), terminal: 0, integrity: 'System' };
  }

  get account(): string {
    return `${this.machine.name}$`;
  }

  startBoot(): void {
    this.boots += 1;
    this.pid = 4;
    this.nextLogon = 0x3a000 + this.random.int(0, 0x4000);
  }

  newPid(): number {
    this.pid += 4 * this.random.int(1, 9);
    if (this.pid > 60_000) this.pid = 4000 + (this.pid % 4) + 4 * this.random.int(1, 9);
    return this.pid;
  }

  /** Sysmon's form: machine, start second, counter, boot. */
  newGuid(at: number): string {
    this.processes = (this.processes + 1) & 0xffff;
    const second = hex32(Math.floor(at / 1000));
    const counter = this.processes.toString(16).padStart(4, '0');
    return `{${this.guidStem}-${second.slice(4)}-${second.slice(0, 4)}-${counter.slice(2)}${counter.slice(0, 2)}-00000000${(this.boots & 0xff).toString(16).padStart(2, '0')}00}`;
  }

  newSession(person: Person, domain: string, terminal: number, integrity: Integrity): Session {
    this.nextLogon += this.random.int(0x200, 0x9000);
    const logonId = `0x${this.nextLogon.toString(16)}`;
    return { user: person.login, domain, sid: person.sid, logonId, logonGuid: this.logonGuid(`${logonId}|${this.boots}`), terminal, integrity };
  }

  newPort(): number {
    this.port = this.port >= 65_400 ? 49_152 : this.port + this.random.int(1, 3);
    return this.port;
  }

  recordNumber(channel: string): number {
    const number = (this.recordNumbers.get(channel) ?? this.random.int(20_000, 400_000)) + 1;
    this.recordNumbers.set(channel, number);
    return number;
  }

  private logonGuid(text: string): string {
    const hex = hexDigest(`${this.machine.name}|${text}`, 32);
    return `{${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}}`;
  }
}
