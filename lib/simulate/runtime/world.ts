import type { ChannelKey, Fields } from '../records/windows';
import { windowsRecord } from '../records/windows';
import { buildOffice, serverNamed, type Office } from '../office/office';
import type { Settings } from '../options';
import { Agenda } from './agenda';
import { Host } from './host';
import { Timeline } from './timeline';

/** Everything that the acts of a simulation share: the office, its machines, the clock's agenda and the way out for records. */
export class World {
  readonly office: Office;
  readonly desktops: readonly Host[];
  readonly servers: readonly Host[];
  readonly agenda: Agenda;
  readonly timeline: Timeline;
  private readonly byName = new Map<string, Host>();

  constructor(readonly settings: Settings) {
    this.office = buildOffice(settings.endpoints, settings.seed);
    this.desktops = this.office.desktops.map((machine) => new Host(machine, settings.seed));
    this.servers = this.office.servers.map((machine) => new Host(machine, settings.seed));
    for (const host of [...this.desktops, ...this.servers]) this.byName.set(host.machine.name, host);
    this.agenda = new Agenda(settings.endAt);
    this.timeline = new Timeline(settings.startAt, settings.endAt);
  }

  host(name: string): Host {
    const host = this.byName.get(name);
    if (host === undefined) throw new RangeError(`no machine ${name}`);
    return host;
  }

  server(name: string): Host {
    return this.host(serverNamed(this.office, name).name);
  }

  /** The domain controller that a machine asks. */
  controllerFor(host: Host): Host {
    return this.server(host.machine.address.charCodeAt(host.machine.address.length - 1) % 2 === 0 ? 'DC-01' : 'DC-02');
  }

  event(host: Host, at: number, channel: ChannelKey, eventId: number, title: string, data: Fields): void {
    this.timeline.emit('endpoint', at, windowsRecord(host, at, channel, eventId, title, data, this.settings.messages));
  }

  sysmon(host: Host, at: number, eventId: number, title: string, data: Fields): void {
    this.event(host, at, 'sysmon', eventId, title, data);
  }
}
