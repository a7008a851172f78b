import 'server-only';
import { systemClock } from '../platform/clock';
import { log } from '../platform/log';
import { SyslogCounters } from './counters';
import { SyslogIntake } from './intake';
import { kernelDrops } from './kernel-drops';
import { REFRESH_MS, SYSLOG_LIMITS, type SyslogLimits } from './limits';
import { readTlsFiles, type ListenerSettings } from './listener-settings';
import type { Transport } from './model';
import { Slots } from './slots';
import type { QueueHouse } from './source-queue';
import { selectRoutes } from './store';
import { storeFrames } from './store-frames';
import { TcpListener } from './tcp-listener';
import { TlsRenewal } from './tls-renewal';
import { UdpListener } from './udp-listener';
import { writeCounts } from './write-counts';

interface Door { transport: Transport; wanted: number; port: number; error: string | null; tcp?: TcpListener; udp?: UdpListener; renewal?: TlsRenewal }

/** All the doors for syslog of this installation. Opens, follows the sources' addresses, counts, and on stopping stores what it took. */
export class SyslogRunner {
  readonly #counters = new SyslogCounters();
  readonly #intake: SyslogIntake;
  readonly #house: QueueHouse;
  #doors: Door[] = [];
  #timer: NodeJS.Timeout | undefined;
  #refreshing: Promise<void> = Promise.resolve();
  #stopped = false;
  #drops = 0;

  constructor(private readonly settings: ListenerSettings, private readonly limits: SyslogLimits = SYSLOG_LIMITS) {
    this.#house = {
      limits, store: storeFrames, slots: new Slots(limits.batchesMax), log, bytes: 0,
      onRoom: () => { for (const { tcp } of this.#doors) tcp?.onRoom(); },
      onDropped: (route, messages) => this.#counters.source(route, 'any', { dropped: messages }),
    };
    this.#intake = new SyslogIntake(this.#house, this.#counters);
  }

  /** Reads the addresses before any door opens. */
  async start(): Promise<void> {
    const { tcpPort, tlsPort, udpPort, tls } = this.settings;
    const door = (transport: Transport, wanted: number): Door => ({ transport, wanted, port: wanted, error: 'not open yet' });
    if (tcpPort !== undefined) this.#doors.push({ ...door('tcp', tcpPort), tcp: new TcpListener(this.#intake, this.limits) });
    if (tlsPort !== undefined && tls) this.#doors.push({ ...door('tls', tlsPort), tcp: new TcpListener(this.#intake, this.limits, readTlsFiles(tls)), renewal: new TlsRenewal(tls) });
    if (udpPort !== undefined) this.#doors.push({ ...door('udp', udpPort), udp: new UdpListener(this.#intake, this.limits) });
    await this.refresh();
    this.#schedule();
  }

  /** Port of a door that is open. */
  portOf(transport: Transport): number | undefined {
    return this.#doors.find((door) => door.transport === transport && door.error === null)?.port;
  }

  /** Looks again at addresses and doors, and writes the counts. What fails is tried again next time. */
  refresh(): Promise<void> {
    return (this.#refreshing = this.#refreshing.then(() => this.#refreshOnce()));
  }

  /** Takes in what has arrived, stores it, and only then is done. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#refreshing;
    await Promise.all(this.#doors.map(({ tcp, udp }) => (tcp ?? udp)?.close()));
    const lost = await this.#intake.flush(this.limits.flushMs);
    if (lost > 0) log.error({ messages: lost }, 'syslog messages could not be stored before the end');
    if (this.#doors.length > 0) await this.#writeCounts('stopped');
  }

  #schedule(): void {
    if (this.#stopped || this.#doors.length === 0) return;
    this.#timer = setTimeout(() => void this.refresh().then(() => this.#schedule()), REFRESH_MS);
  }

  async #refreshOnce(): Promise<void> {
    if (this.#stopped) return;
    try {
      this.#intake.setRoutes(await selectRoutes());
      for (const { tcp } of this.#doors) tcp?.onRoutes();
    } catch (thrown) {
      log.warn({ err: thrown }, 'syslog addresses could not be read; those of before hold');
    }
    for (const door of this.#doors) {
      if (door.error !== null) await this.#open(door);
      else renewCertificate(door);
    }
    await this.#writeCounts();
  }

  /** Another worker of this machine may have the port; when that one ends, this one takes over. */
  async #open(door: Door): Promise<void> {
    const before = door.error;
    try {
      door.port = (await this.#bind(door)) ?? door.wanted;
      door.error = null;
      log.info({ transport: door.transport, port: door.port }, 'syslog listener is open');
    } catch (thrown) {
      door.error = thrown instanceof Error ? thrown.message : String(thrown);
      if (door.error !== before) log.error({ err: thrown, transport: door.transport, port: door.wanted }, 'syslog listener could not be opened; trying again');
    }
  }

  /** All addresses of the machine when none is named; some machines have no IPv6. */
  async #bind({ tcp, udp, wanted }: Door): Promise<number | undefined> {
    const listener = tcp ?? udp;
    try {
      return await listener?.open(wanted, this.settings.host ?? '::');
    } catch (thrown) {
      if (this.settings.host !== undefined || (thrown as NodeJS.ErrnoException).code !== 'EAFNOSUPPORT') throw thrown;
      return listener?.open(wanted, '0.0.0.0');
    }
  }

  async #writeCounts(ended: string | null = null): Promise<void> {
    this.#countKernelDrops();
    const taken = this.#counters.take();
    try {
      const doors = this.#doors.map(({ transport, port, error, tcp }) => ({ transport, port, isOpen: error === null, error: error ?? ended, connections: tcp?.connections ?? 0 }));
      await writeCounts(taken, doors, systemClock.now());
    } catch (thrown) {
      this.#counters.putBack(taken);
      log.warn({ err: thrown }, 'syslog counts could not be written; they are kept');
    }
  }

  #countKernelDrops(): void {
    const port = this.portOf('udp');
    const drops = port === undefined ? 0 : kernelDrops(port);
    if (drops > this.#drops) this.#counters.listener('udp', { kernelDrops: drops - this.#drops });
    this.#drops = Math.max(this.#drops, drops);
  }
}

function renewCertificate({ renewal, tcp }: Door): void {
  try {
    const renewed = renewal?.renewed();
    if (!renewed) return;
    tcp?.renewTls(renewed);
    log.info('syslog listener has a new certificate');
  } catch (thrown) {
    log.warn({ err: thrown }, 'the new certificate of the syslog listener could not be used; the old one holds');
  }
}
