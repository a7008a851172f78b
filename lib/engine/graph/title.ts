import { atLeast, phasesOf } from '../correlate/phases';
import type { Edge, ImpactEntity, Sentence } from '../correlate/types';
import type { Item, World } from '../correlate/world';
import { actorOf, hostOf, imageOf, isDownload, movementsOf, tellingToolOf, UNKNOWN } from './naming';
import { say } from './sentences';
import { leadOf } from './step-sentence';

/** The alert in one sentence: how far it went, from where, as whom. */
export function titleOf(world: World, items: readonly Item[], edges: readonly Edge[], impact: readonly ImpactEntity[]): Sentence {
  const lead = leadOf(items);
  if (lead === undefined) return say('title_rule', { host: UNKNOWN, rule: UNKNOWN });
  return movedTitle(world, items, edges) ?? aimTitle(world, items) ?? wideTitle(world, items, impact) ?? lastTitle(world, lead);
}

function movedTitle(world: World, items: readonly Item[], edges: readonly Edge[]): Sentence | undefined {
  const movements = movementsOf(world, edges);
  const reached = items.filter((item) => movements.has(item.signal.key));
  const first = reached[0];
  const source = first === undefined ? undefined : movements.get(first.signal.key);
  if (first === undefined || source === undefined) return undefined;
  const targets = new Set(reached.map((item) => item.endpointKey));
  targets.delete(source);
  const before = items.find((item) => item.endpointKey === source && item.accountName !== undefined);
  const account = before?.accountName ?? actorOf(first);
  const second = reached.map((item) => item.accountName).find((name) => name !== undefined && name.toLowerCase() !== account.toLowerCase());
  const download = items.find((item) => item.at <= first.at && isDownload(item));
  const base = { tool: tellingToolOf(world, reached), host: world.labelOf(source), count: targets.size, account };
  const minutes = download === undefined ? 0 : minutesAfter(download, first);
  if (second !== undefined) return download === undefined ? say('title_lateral_two_accounts', { ...base, second }) : say('title_lateral_two_accounts_after_download', { ...base, second, minutes });
  return download === undefined ? say('title_lateral', base) : say('title_lateral_after_download', { ...base, minutes });
}

function minutesAfter(download: Item, item: Item): number {
  return Math.max(1, Math.round((item.at - download.at) / 60_000));
}

function aimTitle(world: World, items: readonly Item[]): Sentence | undefined {
  const find = (phase: 'credential_access' | 'exfiltration'): Item | undefined => items.find((item) => atLeast(item.signal, 'medium') && phasesOf(item.signal).includes(phase));
  const who = items.find((item) => item.accountName !== undefined);
  const credentials = find('credential_access');
  if (credentials !== undefined) {
    const base = { host: hostOf(world, credentials), account: credentials.accountName ?? who?.accountName ?? actorOf(credentials), image: imageOf(credentials) };
    const download = items.find((item) => item.at <= credentials.at && item.endpointKey === credentials.endpointKey && isDownload(item));
    return download === undefined ? say('title_credentials', base) : say('title_credentials_after_download', { ...base, minutes: minutesAfter(download, credentials) });
  }
  const upload = find('exfiltration');
  if (upload === undefined) return undefined;
  const { destinationDomain, destinationAddress, url } = upload.signal.activity;
  return say('title_upload', { host: hostOf(world, upload), account: upload.accountName ?? who?.accountName ?? actorOf(upload), address: destinationDomain ?? destinationAddress ?? url ?? UNKNOWN });
}

function wideTitle(world: World, items: readonly Item[], impact: readonly ImpactEntity[]): Sentence | undefined {
  const hosts = impact.filter((entity) => entity.kind === 'host');
  const first = items.find((item) => item.endpointKey !== undefined);
  return hosts.length < 2 || first === undefined ? undefined : say('title_several_hosts', { host: hostOf(world, first), count: hosts.length, account: actorOf(first) });
}

function lastTitle(world: World, lead: Item): Sentence {
  const image = imageOf(lead);
  return image === UNKNOWN ? say('title_rule', { host: hostOf(world, lead), rule: lead.signal.ruleTitle }) : say('title_on_host', { host: hostOf(world, lead), account: actorOf(lead), image });
}
