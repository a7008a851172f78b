import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, setAccount, setEndpoint } from '../identity';
import { addHostFields, hostCategories } from '../sigma-host';
import { parseTime } from '../time';
import type { NormaliseContext, Recogniser } from '../types';
import { unparsed } from '../unparsed';
import { integer, text } from '../values';
import { AUDIT_TYPES, auditCallKind } from './audit-types';
import { hasFailed, socketAddress } from './audit-values';

const ID = /^(\d{1,12}\.\d{1,6}):\d{1,20}$/;
const ARGUMENTS_MAX = 256;

/** Laurel's JSON: all records of one audit event in one object, by record type. */
export const laurel: Recogniser = {
  family: 'linux',
  recognises: (record) => isJsonObject(record) && typeof record.ID === 'string' && ID.test(record.ID),
  normalise: (record, context) => (isJsonObject(record) ? normaliseEvent(record, context) : unparsed.normalise(record, context)),
};

const part = (record: JsonObject, type: string): JsonObject => {
  const value = Array.isArray(record[type]) ? record[type][0] as unknown : record[type];
  return isJsonObject(value) ? value : {};
};

function normaliseEvent(record: JsonObject, context: NormaliseContext): Normalised {
  const types = Object.keys(record).filter((key) => /^[A-Z][A-Z0-9_]+$/.test(key) && typeof record[key] === 'object');
  const at = parseTime(ID.exec(text(record.ID) ?? '')?.[1])?.at;
  const activity: Activity = { observedAt: at ?? context.receivedAt, timeSource: at === undefined ? 'received' : 'record', family: 'linux', kind: 'other', channel: 'audit' };
  const call = part(record, 'SYSCALL');
  const first = types.find((type) => AUDIT_TYPES[type] !== undefined);
  activity.eventCode = types.includes('SYSCALL') ? 'SYSCALL' : (first ?? types[0]);
  activity.kind = (types.includes('EXECVE') ? 'process_start' : undefined) ?? auditCallKind(text(call.SYSCALL) ?? text(call.syscall)) ?? (first === undefined ? undefined : AUDIT_TYPES[first]) ?? 'other';
  setEndpoint(activity, text(record.NODE) ?? text(record.hostname));
  const other = first === undefined ? {} : part(record, first);
  if (activity.kind === 'logon' && hasFailed(other)) activity.kind = 'logon_failure';
  readProcess(activity, record, call, other);
  readObjects(activity, record, other);
  const fields = ruleFields(record, types, call, other);
  addHostFields(fields, activity);
  return { activity, event: { product: 'linux', service: 'auditd', categories: hostCategories(activity.kind), fields } };
}

function readProcess(activity: Activity, record: JsonObject, call: JsonObject, other: JsonObject): void {
  const parent = part(record, 'PARENT_INFO');
  activity.processId = integer(call.pid) ?? integer(other.pid);
  activity.parentProcessId = integer(call.ppid);
  activity.processImage = text(call.exe) ?? text(other.exe);
  activity.processCommandLine = argumentsText(part(record, 'EXECVE').ARGV) ?? argumentsText(part(record, 'PROCTITLE').ARGV) ?? text(part(record, 'EXECVE').ARGV_STR);
  activity.parentProcessImage = text(parent.exe) ?? text(parent.comm);
  activity.parentProcessCommandLine = argumentsText(parent.ARGV);
  // Who signed in counts more than whom they have become.
  setAccount(activity, named(call.AUID) ?? named(other.AUID) ?? text(other.acct) ?? named(call.UID));
}

function readObjects(activity: Activity, record: JsonObject, other: JsonObject): void {
  const paths = Array.isArray(record.PATH) ? record.PATH.filter(isJsonObject) : [];
  if (activity.kind.startsWith('file_')) activity.filePath = text((paths.find((path) => path.nametype === 'CREATE' || path.nametype === 'DELETE') ?? paths.at(-1))?.name);
  const socket = part(record, 'SOCKADDR');
  const saddr = isJsonObject(socket.SADDR) ? socket.SADDR : socket;
  const far = socketAddress(text(socket.saddr));
  activity.destinationAddress = address(text(saddr.addr)) ?? far?.address;
  activity.destinationPort = integer(saddr.port) ?? far?.port;
  activity.sourceAddress = address(text(other.addr) ?? text(other.hostname));
  activity.serviceName = text(other.unit);
  activity.message = text(part(record, 'SYSCALL').key) ?? text(other.op);
}

/** Rules name single records (`type: EXECVE`, `a0`, `name`): lists hold the values of all records of the event. */
function ruleFields(record: JsonObject, types: readonly string[], call: JsonObject, other: JsonObject): JsonObject {
  const fields: JsonObject = { ...other, ...call, type: types };
  const argv = part(record, 'EXECVE').ARGV;
  if (Array.isArray(argv)) argv.slice(0, ARGUMENTS_MAX).forEach((argument, at) => (fields[`a${at}`] = argument));
  if (Array.isArray(record.PATH)) {
    const paths = record.PATH.filter(isJsonObject);
    fields.name = paths.map((path) => path.name);
    fields.nametype = paths.map((path) => path.nametype);
  }
  fields.syscall = text(call.SYSCALL) ?? call.syscall;
  fields.CurrentDirectory = part(record, 'CWD').cwd;
  return fields;
}

function argumentsText(argv: unknown): string | undefined {
  return Array.isArray(argv) ? text(argv.slice(0, ARGUMENTS_MAX).map(String).join(' ')) : text(argv);
}

/** `unset` stands for nobody. */
function named(user: unknown): string | undefined {
  const name = text(user);
  return name === 'unset' || name === '4294967295' ? undefined : name;
}
