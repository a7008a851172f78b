import { atLeast } from '../correlate/phases';
import { betterName, isSystemAccount, looksPrivileged } from '../correlate/principals';
import type { ProcessNode } from '../correlate/processes';
import { compareText } from '../correlate/text';
import type { ImpactEntity } from '../correlate/types';
import { writerProcess, writersOf, type Item, type World } from '../correlate/world';
import { accountKeyOf } from '../normalise/identity';

const SERVER_NAME = /(^|[^a-z])(srv|server|dc|sql|db|fs|file|web|mail|mx|exch|app|hv|esx|nas|dns|vpn|proxy|backup|print|wsus|ca|adfs|share|intranet|firewall)\d*([^a-z]|$)|(srv|server|dc|sql)\d*$/;
/** What a server records of somebody else's doing. */
const RECEIVED_KINDS = new Set(['logon', 'logon_failure', 'privileged_logon', 'kerberos_ticket', 'directory_access', 'directory_change', 'share_access', 'remote_session']);
const TARGET_KINDS = new Set(['logon', 'privileged_logon', 'remote_session', 'account_change']);

/** Endpoints that signals happened on and accounts that acted in them; machines that are only named as a destination are context. */
export function impactOf(world: World, items: readonly Item[]): ImpactEntity[] {
  return [...hostsOf(world, items), ...accountsOf(world, items)];
}

/** A guess by name: roles are not in the records. */
export function looksLikeServer(name: string): boolean {
  return SERVER_NAME.test((name.split('.')[0] ?? name).toLowerCase());
}

function hostsOf(world: World, items: readonly Item[]): ImpactEntity[] {
  const strong = items.filter((item) => atLeast(item.signal, 'low'));
  const keys = new Set((strong.length > 0 ? strong : items).flatMap((item) => [item.endpointKey, cameFrom(world, item)]).filter((key): key is string => key !== undefined));
  return [...keys].sort(compareText).map((key) => {
    const name = world.nameOf(key);
    return { kind: 'host', key, name, addresses: world.addressesOf(key), server: looksLikeServer(name) };
  });
}

/** The endpoint whose doing a server recorded: an alert never names the server alone when it is known who came. */
function cameFrom(world: World, { at, signal: { activity } }: Item): string | undefined {
  return activity.sourceAddress === undefined || !RECEIVED_KINDS.has(activity.kind) ? undefined : world.endpointAt(activity.sourceAddress, at);
}

interface Account { name: string; privileged: boolean }

function accountsOf(world: World, items: readonly Item[]): ImpactEntity[] {
  const people = new Map<string, Account>(), system = new Map<string, Account>();
  const add = (name: string | undefined, privileged: boolean): void => {
    if (name === undefined) return;
    const key = accountKeyOf(name);
    const into = isSystemAccount(key) ? system : people;
    const known = into.get(key);
    const best = known === undefined ? name : betterName(known.name, name);
    into.set(key, { name: best, privileged: into === people && (privileged || known?.privileged === true || looksPrivileged(key)) });
  };
  for (const item of items) {
    const { activity } = item.signal;
    add(item.accountName ?? activity.accountName ?? item.process?.accountName, elevated(item.process) || activity.kind === 'privileged_logon');
    if (TARGET_KINDS.has(activity.kind)) add(activity.targetAccountName, false);
    if (item.process !== undefined) for (const node of rootsAndWriters(world, item.process)) add(node.accountName, elevated(node));
  }
  const chosen = people.size > 0 ? people : system;
  return [...chosen].sort(([a], [b]) => compareText(a, b)).map(([key, { name, privileged }]) => ({ kind: 'account', key, name, addresses: [], privileged }));
}

const elevated = (node: ProcessNode | undefined): boolean => node?.integrity !== undefined && /^(high|system)$/i.test(node.integrity);

function rootsAndWriters(world: World, process: ProcessNode): ProcessNode[] {
  const line = [process, ...world.processes.ancestorsOf(process)];
  return line.flatMap((node) => [node, ...writersOf(world, node).map((fact) => writerProcess(world, fact)).filter((w): w is ProcessNode => w !== undefined)]);
}
