import type { Activity } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, isPrivateAddress, isSharedAddress, qualifiedName, setAccount, setEndpoint } from '../identity';
import { firstText, integer, text } from '../values';

const ENTITIES_MAX = 200;

/** Entities of an alert by type; references (`$ref`) stand for the entity with that `$id`. */
export class AlertEntities {
  readonly #byId = new Map<string, JsonObject>();
  readonly #all: readonly JsonObject[];

  constructor(entities: readonly unknown[]) {
    this.#all = entities.slice(0, ENTITIES_MAX).filter(isJsonObject);
    for (const entity of this.#all) this.#index(entity, 0);
  }

  /** Entities of a type, those in the list itself first. */
  ofType(type: string): JsonObject[] {
    const isOf = (entity: JsonObject): boolean => text(entity.Type ?? entity.type)?.toLowerCase() === type;
    return [...new Set([...this.#all.filter(isOf), ...[...this.#byId.values()].filter(isOf)])];
  }

  /** The entity that a value is or refers to. */
  resolve(value: unknown): JsonObject | undefined {
    if (!isJsonObject(value)) return undefined;
    const reference = text(value.$ref);
    return reference === undefined ? value : this.#byId.get(reference);
  }

  #index(entity: JsonObject, depth: number): void {
    const id = text(entity.$id);
    if (id !== undefined && !this.#byId.has(id)) this.#byId.set(id, entity);
    if (depth > 4) return;
    for (const value of Object.values(entity)) if (isJsonObject(value)) this.#index(value, depth + 1);
  }
}

/** Fills the columns from an alert's entities: the first host and account, and the process at the end of its chain. */
export function readEntities(activity: Activity, entities: AlertEntities): void {
  readHost(activity, entities);
  setAccount(activity, accountOf(entities));
  const [process] = entities.ofType('process');
  if (process !== undefined) readProcess(activity, process, entities);
  const file = entities.ofType('file').find((candidate) => pathOf(candidate) !== activity.processImage && pathOf(candidate) !== activity.parentProcessImage);
  if (file !== undefined) {
    activity.filePath = pathOf(file);
    activity.fileSha256 = sha256Of(file);
  }
  const [message] = entities.ofType('mailmessage');
  activity.url = text(entities.ofType('url')[0]?.Url) ?? firstText(message?.Urls);
  activity.destinationDomain = text(entities.ofType('dns')[0]?.DomainName ?? entities.ofType('dnsresolution')[0]?.DomainName);
  readAddresses(activity, entities.ofType('ip'));
  const [key] = entities.ofType('registrykey'), [value] = entities.ofType('registryvalue');
  activity.registryKey = text(key?.Key);
  activity.registryData = text(value?.Value);
}

/** An account by name; else the owner of a mailbox, the receiver of a message, or the directory's id, which at least joins alerts about one person. */
function accountOf(entities: AlertEntities): string | undefined {
  const accounts = entities.ofType('account');
  const names = [
    ...accounts.map((account) => qualifiedName(text(account.NTDomain), text(account.Name)) ?? text(account.UserPrincipalName)),
    ...entities.ofType('mailbox').map((mailbox) => text(mailbox.Upn) ?? text(mailbox.MailboxPrimaryAddress)),
    ...entities.ofType('mailmessage').map((message) => text(message.Recipient)),
    ...accounts.map((account) => text(account.AadUserId) ?? text(account.Sid)),
  ];
  return names.find((name) => name !== undefined);
}

function readHost(activity: Activity, entities: AlertEntities): void {
  const [host] = entities.ofType('host');
  if (host === undefined) return;
  const name = text(host.HostName) ?? text(host.NetBiosName);
  setEndpoint(activity, text(host.FQDN) ?? (name !== undefined && text(host.DnsDomain) !== undefined ? `${name}.${text(host.DnsDomain)}` : name));
  const own = address(text(host.LastIpAddress));
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
}

function readProcess(activity: Activity, process: JsonObject, entities: AlertEntities): void {
  const image = entities.resolve(process.ImageFile);
  activity.processImage = image === undefined ? undefined : pathOf(image);
  activity.processSha256 = image === undefined ? undefined : sha256Of(image);
  activity.processCommandLine = text(process.CommandLine);
  activity.processId = integer(process.ProcessId);
  const parent = entities.resolve(process.ParentProcess);
  if (parent === undefined) return;
  const parentImage = entities.resolve(parent.ImageFile);
  activity.parentProcessImage = parentImage === undefined ? undefined : pathOf(parentImage);
  activity.parentProcessCommandLine = text(parent.CommandLine);
  activity.parentProcessId = integer(parent.ProcessId);
}

function pathOf(file: JsonObject): string | undefined {
  const name = text(file.Name);
  const folder = text(file.Directory);
  if (name === undefined || folder === undefined) return name ?? folder;
  return `${folder.replace(/[\\/]+$/, '')}${folder.includes('/') && !folder.includes('\\') ? '/' : '\\'}${name}`;
}

function sha256Of(file: JsonObject): string | undefined {
  const hashes = Array.isArray(file.FileHashes) ? file.FileHashes.filter(isJsonObject) : [];
  return text(hashes.find((hash) => text(hash.Algorithm)?.toUpperCase() === 'SHA256')?.Value)?.toLowerCase();
}

/** Alerts do not say which side an address is on: of a host's, a stranger is where it went; of an account alone, where it signed in from. */
function readAddresses(activity: Activity, found: readonly JsonObject[]): void {
  for (const item of found) {
    const one = address(text(item.Address));
    if (one === undefined || isSharedAddress(one) || one === activity.endpointAddress) continue;
    if (isPrivateAddress(one) || activity.endpointKey === undefined) activity.sourceAddress ??= one;
    else activity.destinationAddress ??= one;
  }
}
