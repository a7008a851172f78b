import type { Activity, Normalised } from '../../activity/activity';
import { parseAuditLine, type AuditLine } from '../../decode/auditd-line';
import { parseSyslog } from '../../decode/syslog';
import type { JsonObject } from '../../decode/types';
import { address, setAccount, setEndpoint } from '../identity';
import { addHostFields } from '../sigma-host';
import { parseTime } from '../time';
import type { NormaliseContext, Recogniser } from '../types';
import { unparsed } from '../unparsed';
import { integer, text } from '../values';
import { AUDIT_TYPES, auditCallKind } from './audit-types';
import { argumentsOf, hasFailed, socketAddress } from './audit-values';

/** Lines of the Linux audit log, as auditd writes them or as syslog carries them. Each line is a record of its own; `laurel` joins those of one event. */
export const auditd: Recogniser = {
  family: 'linux',
  recognises: (record) => typeof record === 'string' && record.includes('msg=audit(') && auditLineOf(record) !== undefined,
  normalise: (record, context) => {
    const line = typeof record === 'string' ? auditLineOf(record) : undefined;
    return line === undefined ? unparsed.normalise(record, context) : normaliseLine(line, context);
  },
};

function auditLineOf(record: string): AuditLine | undefined {
  const start = record.search(/(?:node=\S+ )?type=[A-Z0-9_]+ msg=audit\(/);
  if (start < 0) return undefined;
  const line = parseAuditLine(record.slice(start));
  const host = start === 0 || line === undefined || line.node !== undefined ? undefined : parseSyslog(record)?.host;
  return line === undefined || host === undefined ? line : { ...line, node: host };
}

function normaliseLine(line: AuditLine, context: NormaliseContext): Normalised {
  const { type } = line;
  const fields: JsonObject = line.fields;
  const at = parseTime(line.time)?.at;
  const activity: Activity = { observedAt: at ?? context.receivedAt, timeSource: at === undefined ? 'received' : 'record', family: 'linux', kind: 'other', channel: 'audit', eventCode: type };
  activity.kind = AUDIT_TYPES[type] ?? auditCallKind(type === 'SYSCALL' ? (text(fields.SYSCALL) ?? text(fields.syscall)) : undefined) ?? 'other';
  if (hasFailed(fields) && activity.kind === 'logon') activity.kind = 'logon_failure';
  setEndpoint(activity, line.node);
  readFields(activity, type, fields);
  fields.type = type;
  fields.serial = line.serial;
  addHostFields(fields, activity);
  return { activity, event: { product: 'linux', service: 'auditd', categories: [], fields } };
}

function readFields(activity: Activity, type: string, fields: JsonObject): void {
  activity.processId = integer(fields.pid);
  activity.parentProcessId = integer(fields.ppid);
  activity.processImage = text(fields.exe);
  setAccount(activity, text(fields.AUID) ?? text(fields.acct) ?? text(fields.UID));
  activity.sourceAddress = address(text(fields.addr) ?? text(fields.hostname));
  if (type === 'EXECVE') {
    const argv = argumentsOf(fields);
    activity.processCommandLine = text(argv.join(' '));
    activity.processImage ??= argv[0];
  } else if (type === 'PROCTITLE') activity.processCommandLine = text(fields.proctitle);
  else if (type === 'PATH') activity.filePath = text(fields.name);
  else if (type === 'USER_CMD') activity.processCommandLine = text(fields.cmd);
  else if (type === 'SOCKADDR') {
    const far = socketAddress(text(fields.saddr));
    activity.destinationAddress = far?.address;
    activity.destinationPort = far?.port;
    if (far === undefined) activity.kind = 'other';
  } else if (type === 'SERVICE_START' || type === 'SERVICE_STOP') activity.serviceName = text(fields.unit);
  activity.message = text(fields.key) ?? text(fields.op);
}
