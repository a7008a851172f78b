import type { Activity, Normalised } from '../../activity/activity';
import type { JsonObject } from '../../decode/types';
import { address, qualifiedName, setAccount } from '../identity';
import { addHostFields, hostCategories } from '../sigma-host';
import { addWebFields, hostOf } from '../sigma-web';
import { applyMap, firstText, hexId, integer, text, type FieldMap } from '../values';
import type { VisionOneEvent } from './events';

/** The process that acts, and the one that started it. */
const ACTOR: FieldMap = {
  text: [
    ['processGuid', 'processHashId'], ['processImage', 'processFilePath'], ['processImage', 'processName'], ['processCommandLine', 'processCmd'], ['processSha256', 'processFileHashSha256'],
    ['parentProcessGuid', 'parentHashId'], ['parentProcessImage', 'parentFilePath'], ['parentProcessImage', 'parentName'], ['parentProcessCommandLine', 'parentCmd'],
  ],
  numbers: [['processId', 'processPid'], ['parentProcessId', 'parentPid']],
};
/** Of a process start the sensor tells the starter as `process` and the started as `object`. */
const STARTED: FieldMap = {
  text: [
    ['processGuid', 'objectHashId'], ['processGuid', 'objectProcessHashId'], ['processImage', 'objectFilePath'], ['processImage', 'objectName'], ['processCommandLine', 'objectCmd'],
    ['processSha256', 'objectFileHashSha256'], ['parentProcessGuid', 'processHashId'], ['parentProcessImage', 'processFilePath'], ['parentProcessImage', 'processName'],
    ['parentProcessCommandLine', 'processCmd'],
  ],
  numbers: [['processId', 'objectPid'], ['parentProcessId', 'processPid']],
};
const TARGET: FieldMap = {
  text: [['targetProcessGuid', 'objectHashId'], ['targetProcessGuid', 'objectProcessHashId'], ['targetProcessImage', 'objectFilePath'], ['targetProcessImage', 'objectName']],
  numbers: [['targetProcessId', 'objectPid']],
};
const FILE: FieldMap = { text: [['filePath', 'objectFilePath'], ['filePath', 'objectName'], ['fileSha256', 'objectFileHashSha256']] };
const NETWORK: FieldMap = {
  text: [['sourceAddress', 'src'], ['destinationAddress', 'dst'], ['destinationAddress', 'objectIp'], ['destinationDomain', 'hostName'], ['destinationDomain', 'objectHostName'], ['shareName', 'smbSharedName']],
  numbers: [['sourcePort', 'spt'], ['destinationPort', 'dpt'], ['destinationPort', 'objectPort']],
};
const WEB: FieldMap = { text: [['url', 'request'], ['httpMethod', 'requestMethod']], numbers: [['httpStatus', 'status']] };
const SCRIPT: FieldMap = { text: [['scriptText', 'objectRawDataStr'], ['filePath', 'objectContentName'], ['message', 'objectAppName']] };

const INTEGRITY: Readonly<Record<string, string | undefined>> = { '0': 'Untrusted', '4096': 'Low', '8192': 'Medium', '8448': 'Medium', '12288': 'High', '16384': 'System' };

/** An endpoint sensor's record: fills the activity and says which rules are for it. Owns the record. */
export function readEndpoint(activity: Activity, record: JsonObject, event: VisionOneEvent): Normalised {
  const starts = activity.kind === 'process_start';
  applyMap(activity, record, starts ? STARTED : ACTOR);
  readAccount(activity, record, starts);
  const integrity = text(starts ? record.objectIntegrityLevel : record.integrityLevel);
  activity.processIntegrity = integrity === undefined ? undefined : (INTEGRITY[integrity] ?? integrity);
  activity.processSha256 = activity.processSha256?.toLowerCase();
  readObject(activity, record, event);
  const product = productOf(text(record.osName) ?? text(record.osDescription));
  addHostFields(record, activity);
  const categories = event.categories ?? (activity.kind === 'script' ? scriptCategories(record) : hostCategories(activity.kind));
  return { activity, event: { product, service: '', categories, fields: record } };
}

function readAccount(activity: Activity, record: JsonObject, starts: boolean): void {
  const [user, domain, session] = starts ? [record.objectUser, record.objectUserDomain, record.objectAuthId] : [record.processUser, record.processUserDomain, record.authId];
  setAccount(activity, qualifiedName(firstText(domain), firstText(user)) ?? qualifiedName(firstText(record.userDomain), firstText(record.logonUser)));
  activity.logonId = hexId(session);
}

function readObject(activity: Activity, record: JsonObject, event: VisionOneEvent): void {
  switch (activity.kind) {
    case 'process_access':
    case 'remote_thread':
    case 'process_tamper':
      return applyMap(activity, record, TARGET);
    case 'file_create':
    case 'file_delete':
    case 'file_rename':
    case 'file_read':
    case 'image_load':
      applyMap(activity, record, FILE);
      activity.fileSha256 = activity.fileSha256?.toLowerCase();
      if (activity.kind === 'file_rename') record.SourceFilename = record.srcFilePath;
      return;
    case 'registry_create':
    case 'registry_set':
    case 'registry_delete':
      return readRegistry(activity, record);
    case 'network_connection':
    case 'dns_query':
      return readNetwork(activity, record, event);
    case 'http_request':
      return readWeb(activity, record);
    case 'script':
      return applyMap(activity, record, SCRIPT);
    case 'pipe_create':
      activity.pipeName = text(record.objectPipeName)?.replace(/^\\\\[^\\]*\\pipe/i, '');
      return;
    case 'logon':
    case 'account_change':
      return readLogon(activity, record);
    default:
      activity.message = text(record.objectName) ?? text(record.objectRawDataStr)?.slice(0, 1000);
  }
}

const REG_DWORD = 4, REG_QWORD = 11;

/** Numbers are written as Sysmon writes them, for rules compare that text. */
function readRegistry(activity: Activity, record: JsonObject): void {
  const key = text(record.objectRegistryKeyHandle);
  const value = text(record.objectRegistryValue);
  activity.registryKey = key !== undefined && value !== undefined ? `${key}\\${value}` : key;
  const data = text(record.objectRegistryData);
  const type = integer(record.objectRegType);
  const number = data !== undefined && /^\d{1,20}$/.test(data) ? BigInt(data) : undefined;
  if (number !== undefined && type === REG_DWORD) activity.registryData = `DWORD (0x${number.toString(16).padStart(8, '0')})`;
  else if (number !== undefined && type === REG_QWORD) activity.registryData = `QWORD (0x${(number >> 32n).toString(16).padStart(8, '0')}-0x${(number & 0xffffffffn).toString(16).padStart(8, '0')})`;
  else activity.registryData = data;
}

function readNetwork(activity: Activity, record: JsonObject, event: VisionOneEvent): void {
  applyMap(activity, record, NETWORK);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.direction = event.direction;
  activity.transport = text(record.proto)?.replace(/^TELEMETRY_CONNECTION_/, '').toLowerCase();
  if (activity.kind !== 'dns_query') return;
  const answers = Array.isArray(record.objectIps) ? record.objectIps.slice(0, 32).flatMap((item) => address(text(item)) ?? []) : [];
  activity.destinationAddress = undefined;
  if (answers.length > 0) activity.message = answers.join(';');
  record.QueryResults = activity.message;
}

function readWeb(activity: Activity, record: JsonObject): void {
  applyMap(activity, record, NETWORK);
  applyMap(activity, record, WEB);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  if (activity.url !== undefined) activity.destinationDomain = hostOf(activity.url);
  addWebFields(record, activity, text(record.httpReferer));
}

function readLogon(activity: Activity, record: JsonObject): void {
  const user = qualifiedName(firstText(record.objectUserDomain), firstText(record.objectUser));
  if (activity.kind === 'account_change') {
    activity.targetAccountName = user;
    return;
  }
  setAccount(activity, user);
  activity.sourceAddress = address(text(record.objectLoginOutSourceAddress) ?? text(record.src));
  const failure = text(record.objectLoginOutFailureMessage);
  if (failure === undefined) return;
  activity.kind = 'logon_failure';
  activity.message = failure;
}

function scriptCategories(record: JsonObject): readonly string[] {
  return /powershell|pwsh/i.test(text(record.objectAppName) ?? text(record.processFilePath) ?? '') ? ['ps_script'] : [];
}

/** Sigma's product of an operating system's name. */
export function productOf(system: string | undefined): string {
  if (system === undefined || /windows/i.test(system)) return 'windows';
  return /mac|darwin|os x/i.test(system) ? 'macos' : 'linux';
}
