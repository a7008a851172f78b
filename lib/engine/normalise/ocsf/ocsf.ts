import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, isSharedAddress, qualifiedName, setAccount, setEndpoint } from '../identity';
import { setOwnSide } from '../own-side';
import { setProductAlert, severityOfWord } from '../product-alert';
import { addDnsFields } from '../sigma-dns';
import { addHostFields, hostCategories } from '../sigma-host';
import { addWebFields, hostOf } from '../sigma-web';
import type { NormaliseContext, Recogniser } from '../types';
import { genericTime, unparsed } from '../unparsed';
import { at, firstText, integer, text, type NumberProperty, type TextProperty } from '../values';
import { OCSF_CLASSES, OCSF_SEVERITIES } from './classes';

const FINDINGS = new Set([2001, 2004, 2005, 2006]);
const FAILURE = 2;

const TEXTS: readonly (readonly [TextProperty, readonly string[]])[] = [
  ['filePath', ['file.path', 'module.file.path', 'driver.file.path', 'file.name']], ['registryKey', ['reg_value.path', 'reg_key.path']], ['registryData', ['reg_value.data']],
  ['sourceAddress', ['src_endpoint.ip']], ['sourceHost', ['src_endpoint.hostname']], ['destinationAddress', ['dst_endpoint.ip']],
  ['destinationDomain', ['query.hostname', 'dst_endpoint.hostname', 'dst_endpoint.domain']], ['transport', ['connection_info.protocol_name']],
  ['url', ['http_request.url.url_string', 'http_request.url.path']], ['httpMethod', ['http_request.http_method']], ['userAgent', ['http_request.user_agent']],
  ['shareName', ['share']], ['serviceName', ['win_service.name', 'service.name']], ['taskName', ['job.name']], ['targetAccountName', ['user.name']], ['scriptText', ['script.script_content.value']],
];
const NUMBERS: readonly (readonly [NumberProperty, readonly string[]])[] = [
  ['sourcePort', ['src_endpoint.port']], ['destinationPort', ['dst_endpoint.port']], ['httpStatus', ['http_response.code']], ['bytesOut', ['traffic.bytes_out']], ['bytesIn', ['traffic.bytes_in']],
  ['logonType', ['logon_type_id']],
];

/** Records in the Open Cybersecurity Schema: findings and activity. */
export const ocsf: Recogniser = {
  family: 'ocsf',
  recognises: (record) => isJsonObject(record) && integer(record.class_uid) !== undefined && (record.category_uid !== undefined || record.metadata !== undefined || record.type_uid !== undefined),
  normalise: (record, context) => (isJsonObject(record) ? normaliseOcsf(record, context) : unparsed.normalise(record, context)),
};

function normaliseOcsf(record: JsonObject, context: NormaliseContext): Normalised {
  const classId = integer(record.class_uid) ?? 0;
  const kinds = OCSF_CLASSES[classId];
  const finding = FINDINGS.has(classId);
  // What a finding is about lies in its evidence.
  const evidence = finding && Array.isArray(record.evidences) ? record.evidences.find(isJsonObject) : undefined;
  const view: JsonObject = evidence === undefined ? record : { ...evidence, ...record };
  const read = (path: string): string | undefined => firstText(at(view, path));
  const activity: Activity = { ...genericTime(record, context, ['time', 'time_dt', 'metadata.logged_time', 'finding_info.created_time']), family: 'ocsf', kind: kinds?.[integer(record.activity_id) ?? 0] ?? kinds?.[0] ?? 'other' };
  activity.channel = read('metadata.product.name') ?? read('class_name');
  activity.eventCode = String(classId);
  setPlace(activity, view);
  for (const [property, paths] of TEXTS) activity[property] ??= paths.map(read).find((value) => value !== undefined);
  for (const [property, paths] of NUMBERS) activity[property] ??= paths.map((path) => integer(at(view, path))).find((value) => value !== undefined);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  readProcesses(activity, view);
  readAccounts(activity, view);
  activity.fileSha256 = sha256Of(at(view, 'file.hashes'));
  setOwnSide(activity);
  activity.message = read('finding_info.title') ?? read('message') ?? read('activity_name');
  return finding ? findingOf(activity, record) : eventOf(activity, record, view);
}

function setPlace(activity: Activity, view: JsonObject): void {
  const device = firstObject(view.device) ?? firstObject(view.resources);
  if (device === undefined) return;
  setEndpoint(activity, text(device.hostname) ?? text(device.name));
  const own = address(text(device.ip));
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
  activity.endpointKey ??= activity.endpointAddress;
}

function firstObject(value: unknown): JsonObject | undefined {
  return isJsonObject(value) ? value : Array.isArray(value) ? value.find(isJsonObject) : undefined;
}

/** In process activity `process` is what was started or touched and `actor.process` who did it; elsewhere the actor acts. */
function readProcesses(activity: Activity, view: JsonObject): void {
  const actor = at(view, 'actor.process');
  const subject = isJsonObject(view.process) ? view.process : undefined;
  const starts = activity.kind === 'process_start' || activity.kind === 'process_end' || activity.kind === 'security_alert';
  const process = starts ? (subject ?? actor) : actor;
  if (isJsonObject(process)) {
    activity.processImage = imageOf(process);
    activity.processCommandLine = text(process.cmd_line);
    activity.processId = integer(process.pid);
    activity.processGuid = text(process.uid)?.toLowerCase();
    activity.processIntegrity = text(process.integrity);
    activity.processSha256 = sha256Of(at(process, 'file.hashes'));
    const parent = isJsonObject(process.parent_process) ? process.parent_process : process === subject && isJsonObject(actor) ? actor : undefined;
    if (parent !== undefined) {
      activity.parentProcessImage = imageOf(parent);
      activity.parentProcessCommandLine = text(parent.cmd_line);
      activity.parentProcessId = integer(parent.pid);
      activity.parentProcessGuid = text(parent.uid)?.toLowerCase();
    }
  }
  if (starts || subject === undefined) return;
  activity.targetProcessImage = imageOf(subject);
  activity.targetProcessId = integer(subject.pid);
  activity.targetProcessGuid = text(subject.uid)?.toLowerCase();
}

const imageOf = (process: JsonObject): string | undefined => text(at(process, 'file.path')) ?? text(process.path) ?? text(process.name);

function readAccounts(activity: Activity, view: JsonObject): void {
  const nameOf = (path: string): string | undefined => qualifiedName(text(at(view, `${path}.domain`)), text(at(view, `${path}.name`)));
  const user = nameOf('user');
  const actor = nameOf('actor.user') ?? nameOf('actor.process.user') ?? nameOf('process.user');
  const signsIn = activity.kind === 'logon' || activity.kind === 'logoff' || activity.kind === 'privileged_logon';
  setAccount(activity, signsIn ? (user ?? actor) : (actor ?? user));
  activity.targetAccountName = user === undefined || user === activity.accountName ? undefined : user;
  if (activity.kind === 'logon' && integer(view.status_id) === FAILURE) activity.kind = 'logon_failure';
}

function sha256Of(hashes: unknown): string | undefined {
  if (!Array.isArray(hashes)) return undefined;
  const found = hashes.slice(0, 20).filter(isJsonObject).map((hash) => text(hash.value)).find((value) => value !== undefined && /^[0-9a-f]{64}$/i.test(value));
  return found?.toLowerCase();
}

function findingOf(activity: Activity, record: JsonObject): Normalised {
  const severity = OCSF_SEVERITIES[integer(record.severity_id) ?? 0] ?? severityOfWord(record.severity) ?? 'low';
  const name = firstText(at(record, 'finding_info.title')) ?? firstText(at(record, 'finding.title')) ?? firstText(at(record, 'malware')) ?? activity.message;
  setProductAlert(activity, { name, severity, action: text(record.disposition) ?? text(record.action), attack: [record.attacks, at(record, 'finding_info.attacks'), at(record, 'finding.attacks')] });
  return { activity, event: { product: 'ocsf', service: activity.channel ?? '', categories: ['alert'], fields: record } };
}

function eventOf(activity: Activity, record: JsonObject, view: JsonObject): Normalised {
  const system = (firstText(at(view, 'device.os.type')) ?? firstText(at(view, 'device.os.name')) ?? '').toLowerCase();
  const product = system.includes('windows') ? 'windows' : /mac/.test(system) ? 'macos' : system === '' ? 'ocsf' : 'linux';
  if (activity.kind === 'http_request') {
    if (activity.url !== undefined) activity.destinationDomain ??= hostOf(activity.url);
    addWebFields(record, activity, firstText(at(view, 'http_request.referrer')));
  } else if (activity.kind === 'dns_query') addDnsFields(record, activity, firstText(at(view, 'query.type')));
  addHostFields(record, activity);
  const categories = activity.kind === 'http_request' ? ['proxy'] : activity.kind === 'dns_query' ? ['dns', 'dns_query'] : hostCategories(activity.kind);
  return { activity, event: { product, service: activity.channel ?? '', categories, fields: record } };
}
