import type { Activity, ActivityKind, Normalised } from '../activity/activity';
import { isJsonObject, type JsonObject } from '../decode/types';
import { ecsSeverity } from './ecs-severity';
import { address, isSharedAddress, qualifiedName, setAccount, setEndpoint } from './identity';
import { setOwnSide } from './own-side';
import { setProductAlert } from './product-alert';
import { addDnsFields } from './sigma-dns';
import { addHostFields, hostCategories } from './sigma-host';
import { addWebFields } from './sigma-web';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { at, firstText, integer, text, type NumberProperty, type TextProperty } from './values';

const TEXTS: readonly (readonly [TextProperty, readonly string[]])[] = [
  ['processImage', ['process.executable', 'process.name']], ['processCommandLine', ['process.command_line']], ['processGuid', ['process.entity_id']], ['processSha256', ['process.hash.sha256']],
  ['parentProcessImage', ['process.parent.executable', 'process.parent.name']], ['parentProcessCommandLine', ['process.parent.command_line']], ['parentProcessGuid', ['process.parent.entity_id']],
  ['filePath', ['file.path']], ['fileSha256', ['file.hash.sha256']], ['registryKey', ['registry.path', 'registry.key']], ['registryData', ['registry.data.strings']],
  ['sourceAddress', ['source.ip', 'client.ip']], ['destinationAddress', ['destination.ip', 'server.ip']], ['destinationDomain', ['dns.question.name', 'destination.domain', 'url.domain']],
  ['sourceHost', ['source.domain']], ['transport', ['network.transport']], ['url', ['url.full', 'url.original']], ['httpMethod', ['http.request.method']],
  ['userAgent', ['user_agent.original']], ['scriptText', ['powershell.file.script_block_text']], ['targetAccountName', ['user.target.name']],
];
const NUMBERS: readonly (readonly [NumberProperty, readonly string[]])[] = [
  ['processId', ['process.pid']], ['parentProcessId', ['process.parent.pid', 'process.ppid']], ['sourcePort', ['source.port']], ['destinationPort', ['destination.port']],
  ['httpStatus', ['http.response.status_code']], ['bytesOut', ['source.bytes', 'client.bytes']], ['bytesIn', ['destination.bytes', 'server.bytes']],
];

/** What an event of a category and a type is; the first whose words all stand in the record. */
const KINDS: readonly (readonly [category: string, type: RegExp, kind: ActivityKind])[] = [
  ['process', /start|exec|fork/, 'process_start'], ['process', /end|exit/, 'process_end'], ['process', /access/, 'process_access'], ['library', /./, 'image_load'], ['driver', /./, 'driver_load'],
  ['file', /deletion|delete|unlink/, 'file_delete'], ['file', /rename|move/, 'file_rename'], ['file', /creation|change|overwrite|create|modif|write/, 'file_create'], ['file', /./, 'file_read'],
  ['registry', /deletion|delete/, 'registry_delete'], ['registry', /creation|create/, 'registry_create'], ['registry', /./, 'registry_set'],
  ['authentication', /logout|logoff|end/, 'logoff'], ['authentication', /./, 'logon'], ['session', /end/, 'logoff'], ['session', /./, 'logon'], ['iam', /group/, 'group_change'], ['iam', /./, 'account_change'],
  ['web', /./, 'http_request'], ['network', /dns|protocol.*dns/, 'dns_query'], ['network', /./, 'network_connection'], ['intrusion_detection', /./, 'security_alert'], ['malware', /./, 'security_alert'],
];

/** Records in Elastic Common Schema: alerts of other products (`event.kind: alert`), and activity of whatever agent writes it. */
export const ecs: Recogniser = {
  family: 'ecs',
  recognises: (record) => isJsonObject(record) && (isAlert(record) || (record['@timestamp'] !== undefined && at(record, 'event.category') !== undefined)),
  normalise: (record, context) => (isJsonObject(record) ? normaliseEcs(record, context) : unparsed.normalise(record, context)),
};

const isAlert = (record: JsonObject): boolean => at(record, 'event.kind') === 'alert' || at(record, 'event.kind') === 'signal';

function normaliseEcs(record: JsonObject, context: NormaliseContext): Normalised {
  const read = (path: string): string | undefined => firstText(at(record, path));
  const provider = read('event.provider') ?? read('event.module') ?? read('event.dataset');
  const kind = isAlert(record) ? 'security_alert' : kindOf(record);
  const activity: Activity = { ...genericTime(record, context, ['@timestamp', 'event.created']), family: 'ecs', kind };
  activity.channel = provider;
  activity.eventCode = read('event.code') ?? read('rule.id');
  setEndpoint(activity, read('host.name') ?? read('host.hostname'));
  activity.endpointAddress = ownAddress(at(record, 'host.ip'));
  activity.endpointKey ??= activity.endpointAddress;
  setAccount(activity, qualifiedName(read('user.domain'), read('user.name')));
  for (const [property, paths] of TEXTS) activity[property] ??= paths.map(read).find((value) => value !== undefined);
  for (const [property, paths] of NUMBERS) activity[property] ??= paths.map((path) => integer(at(record, path))).find((value) => value !== undefined);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.processSha256 = activity.processSha256?.toLowerCase();
  activity.fileSha256 = activity.fileSha256?.toLowerCase();
  setOwnSide(activity);
  activity.message = read('rule.name') ?? read('message') ?? read('event.reason');
  if (kind === 'security_alert') return alertOf(activity, record, provider);
  readOutcome(activity, record);
  return eventOf(activity, record, provider);
}

function ownAddress(value: unknown): string | undefined {
  const all = (Array.isArray(value) ? value.slice(0, 32) : [value]).flatMap((item) => address(text(item)) ?? []);
  return all.find((item) => !isSharedAddress(item)) ?? all[0];
}

function alertOf(activity: Activity, record: JsonObject, provider: string | undefined): Normalised {
  const name = firstText(at(record, 'kibana.alert.rule.name')) ?? firstText(at(record, 'rule.name')) ?? activity.message;
  const action = firstText(at(record, 'event.action'));
  setProductAlert(activity, { name, severity: ecsSeverity(record, provider), action, attack: ['threat', 'kibana.alert.rule.threat', 'signal.rule.threat', 'rule.mitre'].map((path) => at(record, path)) });
  return { activity, event: { product: 'ecs', service: provider ?? '', categories: ['alert'], fields: record } };
}

const words = (value: unknown): string => (Array.isArray(value) ? value.slice(0, 20).join(' ') : (text(value) ?? '')).toLowerCase();

function kindOf(record: JsonObject): ActivityKind {
  const category = words(at(record, 'event.category')).split(' ');
  const type = `${words(at(record, 'event.type'))} ${words(at(record, 'event.action'))} ${words(at(record, 'network.protocol'))} `;
  return KINDS.find(([wanted, pattern]) => category.includes(wanted) && pattern.test(type))?.[2] ?? 'other';
}

function readOutcome(activity: Activity, record: JsonObject): void {
  if (activity.kind === 'logon' && at(record, 'event.outcome') === 'failure') activity.kind = 'logon_failure';
  const direction = words(at(record, 'network.direction'));
  if (/^(?:ingress|inbound)$/.test(direction)) activity.direction = 'inbound';
  else if (/^(?:egress|outbound)$/.test(direction)) activity.direction = 'outbound';
}

function eventOf(activity: Activity, record: JsonObject, provider: string | undefined): Normalised {
  const system = words(at(record, 'host.os.type')) || words(at(record, 'host.os.family')) || words(at(record, 'host.os.platform'));
  const product = /windows/.test(system) ? 'windows' : /macos|darwin/.test(system) ? 'macos' : system === '' ? (provider ?? '') : 'linux';
  if (activity.kind === 'http_request') addWebFields(record, activity, text(at(record, 'http.request.referrer')));
  else if (activity.kind === 'dns_query') addDnsFields(record, activity, at(record, 'dns.question.type'));
  addHostFields(record, activity);
  const categories = activity.kind === 'http_request' ? ['proxy'] : activity.kind === 'dns_query' ? ['dns', 'dns_query'] : hostCategories(activity.kind);
  return { activity, event: { product, service: provider ?? '', categories, fields: record } };
}
