import type { ProductSeverity } from '../../activity/activity';
import { address, qualifiedName, setAccount } from '../identity';
import { setProductAlert, severityOfWord } from '../product-alert';
import { applyMap, text, type FieldMap } from '../values';
import { NO_CATEGORIES, type EventMapping, type ReadableEvent } from './reader';

const service: FieldMap = { text: [['serviceName', 'ServiceName'], ['filePath', 'ImagePath']] };
const serviceState: FieldMap = { text: [['serviceName', 'param1'], ['message', 'param2']] };
const task: FieldMap = { text: [['taskName', 'TaskName'], ['filePath', 'ActionName'], ['filePath', 'Path']] };
const defender: FieldMap = { text: [['message', 'Threat Name'], ['filePath', 'Path'], ['processImage', 'Process Name']] };
const dns: FieldMap = { text: [['destinationDomain', 'QueryName']] };
const session: FieldMap = { text: [['sourceAddress', 'Address']] };
const remoteConnection: FieldMap = { text: [['sourceAddress', 'Param3']] };
const wmi: FieldMap = { text: [['message', 'Operation'], ['message', 'PossibleCause'], ['message', 'CONSUMER']] };
const firewall: FieldMap = { text: [['message', 'RuleName'], ['processImage', 'ModifyingApplication']] };
const bits: FieldMap = { text: [['url', 'url'], ['url', 'Url'], ['filePath', 'processPath']] };
const codeIntegrity: FieldMap = { text: [['filePath', 'FileNameBuffer'], ['filePath', 'File Name']] };

const serviceInstall: EventMapping = { kind: 'service_install', map: service };
const serviceChange: EventMapping = { kind: 'service_change', map: serviceState };
const taskRun: EventMapping = { kind: 'task_change', map: task };
const dnsQuery: EventMapping = { kind: 'dns_query', map: dns };
const remoteSession: EventMapping = { kind: 'remote_session', map: session };
const alert: EventMapping = { kind: 'security_alert', map: defender };
const firewallChange: EventMapping = { kind: 'policy_change', map: firewall };

/** Other logs by Sigma's name of the service and event id. `0` stands for every id that is not named. */
const EVENTS: Readonly<Record<string, Readonly<Record<number, EventMapping | undefined>> | undefined>> = {
  system: { 7045: serviceInstall, 7036: serviceChange, 7040: serviceChange, 7034: serviceChange, 104: { kind: 'log_cleared' }, 1102: { kind: 'log_cleared' } },
  taskscheduler: { 106: { kind: 'task_create', map: task }, 140: taskRun, 141: taskRun, 129: taskRun, 200: taskRun, 201: taskRun },
  windefend: { 1006: alert, 1015: alert, 1116: alert, 1117: alert, 1118: alert, 1119: alert, 5001: { kind: 'policy_change' }, 5007: { kind: 'policy_change', map: { text: [['message', 'New Value']] } } },
  'dns-client': { 3006: dnsQuery, 3008: dnsQuery, 3010: dnsQuery, 3018: dnsQuery, 3020: dnsQuery },
  'terminalservices-localsessionmanager': { 21: remoteSession, 22: remoteSession, 23: remoteSession, 24: remoteSession, 25: remoteSession },
  'terminalservices-remoteconnectionmanager': { 1149: { kind: 'remote_session', map: remoteConnection } },
  wmi: { 0: { kind: 'wmi_activity', map: wmi } },
  'firewall-as': { 0: firewallChange },
  'bits-client': { 0: { kind: 'file_transfer', map: bits } },
  'codeintegrity-operational': { 0: { kind: 'image_load', map: codeIntegrity } },
};

/** Defender's severities by number, for their names are in the system's language. */
const DEFENDER_SEVERITIES: Readonly<Record<string, ProductSeverity | undefined>> = { '1': 'low', '2': 'medium', '4': 'high', '5': 'high' };

/** Reads the System log and the operational logs. What has no mapping keeps the first line of its message. */
export function readOperational(event: ReadableEvent, serviceName: string): readonly string[] {
  const { fields, eventId, activity, message } = event;
  const events = EVENTS[serviceName];
  const mapping = events?.[eventId] ?? events?.[0];
  if (mapping !== undefined) {
    activity.kind = mapping.kind;
    if (mapping.map !== undefined) applyMap(activity, fields, mapping.map);
  }
  if (mapping === alert) {
    setProductAlert(activity, { name: text(fields['Threat Name']), severity: DEFENDER_SEVERITIES[text(fields['Severity ID']) ?? ''] ?? severityOfWord(fields['Severity Name']) ?? 'medium', action: text(fields['Action Name']) });
  }
  if (activity.sourceAddress !== undefined) activity.sourceAddress = address(activity.sourceAddress);
  setAccount(activity, accountOf(event, serviceName));
  if (activity.message === undefined && message !== undefined) activity.message = firstLine(message);
  return mapping?.categories ?? NO_CATEGORIES;
}

function accountOf({ fields, eventId }: ReadableEvent, serviceName: string): string | undefined {
  if (serviceName === 'terminalservices-remoteconnectionmanager' && eventId === 1149) return qualifiedName(text(fields.Param2), text(fields.Param1));
  if (serviceName === 'system' && eventId === 104) return qualifiedName(text(fields.SubjectDomainName), text(fields.SubjectUserName));
  return text(fields.UserContext) ?? text(fields.User) ?? text(fields.UserName) ?? text(fields.ClientUser);
}

const LINE_CHARS_MAX = 1000;

function firstLine(message: string): string {
  const end = message.search(/[\r\n]/);
  return message.slice(0, Math.min(end < 0 ? message.length : end, LINE_CHARS_MAX));
}
