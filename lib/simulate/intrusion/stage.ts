import { requester } from '../life/attendance';
import type { Desk, Host, Process, SystemProcesses } from '../runtime/host';
import { visit } from '../runtime/network';
import type { World } from '../runtime/world';
import type { Cast } from './cast';

/** What one intrusion has in its hands while it runs; each act fills in what the next one needs. */
export interface Stage {
  world: World;
  cast: Cast;
  patient: Host;
  implant?: Process;
  elevated?: Process;
  adminShell?: Process;
  serverShell?: Process;
}

/** Thrown when the acts are played out of order: a mistake in the plan, never in the options. */
export function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the intrusion has no ${what} yet`);
  return value;
}

export function deskOf(host: Host): Desk {
  return needed(host.desk, `user at ${host.machine.name}`);
}

export function systemOf(host: Host): SystemProcesses {
  return needed(host.running, `running system on ${host.machine.name}`);
}

/** One call home of the implant, through the web gateway. */
export function callHome(stage: Stage, host: Host, at: number, implant: Process, resolve: boolean): void {
  const { world, cast } = stage;
  const { random } = host;
  const asked = host.desk === undefined ? { user: host.account, group: 'Domain Computers' } : requester(host.desk);
  visit(world, host, at, implant, {
    ...asked, site: cast.commandServer, path: '/s/jquery-3.7.1.min.js', method: 'POST', bytesOut: random.int(380, 460), bytesIn: random.int(210, 260), seconds: 0.3, score: 41,
    resolve, endpointEvent: true, agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
  });
}
