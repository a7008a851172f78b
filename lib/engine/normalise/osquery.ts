import type { Activity, ActivityKind, Normalised } from '../activity/activity';
import { isJsonObject, type JsonObject } from '../decode/types';
import { address, isSharedAddress, setAccount, setEndpoint } from './identity';
import { addHostFields, hostCategories } from './sigma-host';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, integer, text, type FieldMap } from './values';

/** A table that a query reads, told by its columns, for queries bear any name. */
interface OsqueryTable {
  columns: readonly string[];
  kind: ActivityKind;
  map: FieldMap;
}

const PROCESS: FieldMap = {
  text: [
    ['processImage', 'path'], ['processCommandLine', 'cmdline'], ['processSha256', 'sha256'], ['parentProcessImage', 'parent_path'], ['parentProcessCommandLine', 'parent_cmdline'], ['accountName', 'username'],
  ],
  numbers: [['processId', 'pid'], ['parentProcessId', 'parent'], ['parentProcessId', 'ppid']],
};
const SOCKET: FieldMap = {
  text: [['processImage', 'path'], ['sourceAddress', 'local_address'], ['destinationAddress', 'remote_address'], ['transport', 'protocol'], ['accountName', 'username']],
  numbers: [['processId', 'pid'], ['sourcePort', 'local_port'], ['destinationPort', 'remote_port']],
};
const FILE: FieldMap = { text: [['filePath', 'target_path'], ['fileSha256', 'sha256'], ['processImage', 'executable'], ['message', 'action']], numbers: [['processId', 'pid']] };

/** Event tables first: they say what happened. */
const TABLES: readonly OsqueryTable[] = [
  { columns: ['remote_address', 'remote_port'], kind: 'network_connection', map: SOCKET },
  { columns: ['target_path', 'action'], kind: 'file_create', map: FILE },
  { columns: ['cmdline', 'path', 'pid'], kind: 'process_start', map: PROCESS },
  { columns: ['script_text'], kind: 'script', map: { text: [['scriptText', 'script_text'], ['filePath', 'script_path']] } },
  { columns: ['type', 'tty', 'host', 'pid', 'username'], kind: 'logon', map: { text: [['accountName', 'username'], ['sourceHost', 'host']] } },
];
const DELETED = /DELETED|REMOVED|UNLINK/i;
const MOVED = /MOVED|RENAME/i;

/** Results of osquery: differential rows and snapshots, as its loggers write them. */
export const osquery: Recogniser = {
  family: 'osquery',
  recognises: (record) => isJsonObject(record) && typeof record.name === 'string' && (record.hostIdentifier !== undefined || record.unixTime !== undefined || record.calendarTime !== undefined)
    && (isJsonObject(record.columns) || Array.isArray(record.snapshot) || record.diffResults !== undefined),
  normalise: (record, context) => (isJsonObject(record) ? normaliseResult(record, context) : unparsed.normalise(record, context)),
};

function normaliseResult(record: JsonObject, context: NormaliseContext): Normalised {
  const columns = isJsonObject(record.columns) ? record.columns : {};
  const table = record.action === 'removed' ? undefined : TABLES.find((candidate) => candidate.columns.every((column) => columns[column] !== undefined));
  const activity: Activity = { ...genericTime({ ...record, event: columns.time }, context, ['event', 'unixTime', 'calendarTime']), family: 'osquery', kind: table?.kind ?? 'other' };
  activity.channel = text(record.name);
  activity.eventCode = text(record.action);
  setHost(activity, record);
  if (table !== undefined) applyMap(activity, columns, table.map);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  setAccount(activity, activity.accountName);
  if (activity.kind === 'file_create') readFileAction(activity, text(columns.action) ?? '');
  if (activity.kind === 'network_connection') readSocket(activity, text(columns.action));
  activity.message ??= summaryOf(record, columns);
  const fields: JsonObject = { ...columns };
  addHostFields(fields, activity);
  return { activity, event: { product: productOf(record, activity), service: '', categories: hostCategories(activity.kind), fields } };
}

function setHost(activity: Activity, record: JsonObject): void {
  const decorations = isJsonObject(record.decorations) ? record.decorations : {};
  setEndpoint(activity, text(decorations.hostname) ?? text(decorations.computer_name) ?? text(record.hostname) ?? text(record.hostIdentifier));
}

function readFileAction(activity: Activity, action: string): void {
  if (DELETED.test(action)) activity.kind = 'file_delete';
  else if (MOVED.test(action)) activity.kind = 'file_rename';
}

/** A socket that was only opened or listens has no far end. */
function readSocket(activity: Activity, action: string | undefined): void {
  if (activity.destinationAddress === undefined || isSharedAddress(activity.destinationAddress) || activity.destinationPort === 0) activity.kind = 'other';
  if (action === 'accept') activity.direction = 'inbound';
  else if (action === 'connect') activity.direction = 'outbound';
}

function summaryOf(record: JsonObject, columns: JsonObject): string | undefined {
  if (Array.isArray(record.snapshot)) return `snapshot: ${record.snapshot.length} rows`;
  return text(Object.entries(columns).slice(0, 12).flatMap(([name, value]) => (integer(value) === undefined ? [`${name}=${text(value) ?? ''}`] : [])).join(' ').slice(0, 500));
}

function productOf(record: JsonObject, activity: Activity): string {
  const platform = isJsonObject(record.decorations) ? text(record.decorations.platform) : undefined;
  const path = activity.processImage ?? activity.filePath ?? '';
  if (platform === 'windows' || /^[A-Za-z]:\\|\\Device\\/.test(path)) return 'windows';
  return platform === 'darwin' || /^\/(?:Applications|System|Users)\//.test(path) ? 'macos' : 'linux';
}
