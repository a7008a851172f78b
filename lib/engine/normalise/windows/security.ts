import type { Activity } from '../../activity/activity';
import type { JsonObject } from '../../decode/types';
import { address, isSharedAddress, qualifiedName, setAccount } from '../identity';
import { applyMap, hexId, integer, text } from '../values';
import { readObjectAccess, registryPath } from './security-objects';
import { NO_CATEGORIES, type ReadableEvent } from './reader';
import { SECURITY_EVENTS } from './security-events';

/** Events whose account is the one that logged on or asked, not the subject that reported it. */
const TARGET_ACTS = new Set([4624, 4625, 4634, 4647, 4768, 4769, 4770, 4771, 4776]);
const NO_LOGON = '0x0';
const NTLM_VALIDATION = 4776;
const KERBEROS_FAILURES = new Set([4771]);

/** Mandatory labels as the integrity levels that Sysmon and rules name. */
const INTEGRITY: Readonly<Record<string, string | undefined>> = {
  'S-1-16-0': 'Untrusted', 'S-1-16-4096': 'Low', 'S-1-16-8192': 'Medium', 'S-1-16-8448': 'Medium', 'S-1-16-12288': 'High', 'S-1-16-16384': 'System', 'S-1-16-20480': 'System',
};

/** Reads an event of the Security log; process and registry events also get the field names of Sigma's generic categories. */
export function readSecurity(event: ReadableEvent): readonly string[] {
  const { fields, eventId, activity } = event;
  const mapping = SECURITY_EVENTS[eventId];
  if (mapping !== undefined) {
    activity.kind = mapping.kind;
    if (mapping.map !== undefined) applyMap(activity, fields, mapping.map);
  }
  readAccounts(activity, fields, eventId);
  if (activity.sourceAddress !== undefined) readAddresses(activity, fields);
  if (mapping === undefined) return NO_CATEGORIES;
  if (eventId === 4688) addProcessCreation(activity, fields);
  else if (eventId === 4657) addRegistryEvent(activity, fields);
  else if (eventId === 4656 || eventId === 4663 || eventId === 4660 || eventId === 4658) readObjectAccess(activity, fields);
  else if (eventId === NTLM_VALIDATION || KERBEROS_FAILURES.has(eventId)) markFailure(activity, fields);
  return mapping.categories ?? NO_CATEGORIES;
}

function readAccounts(activity: Activity, fields: JsonObject, eventId: number): void {
  const subject = qualifiedName(text(fields.SubjectDomainName), text(fields.SubjectUserName));
  const target = qualifiedName(text(fields.TargetDomainName), text(fields.TargetUserName));
  const targetActs = TARGET_ACTS.has(eventId) || (eventId === 4688 && target !== undefined);
  const acting = targetActs ? (target ?? subject) : subject;
  setAccount(activity, acting);
  activity.accountSid = text(targetActs && target !== undefined ? (fields.TargetUserSid ?? fields.TargetSid) : fields.SubjectUserSid);
  const targetLogon = hexId(fields.TargetLogonId);
  const logonId = targetActs && targetLogon !== undefined && targetLogon !== NO_LOGON ? targetLogon : hexId(fields.SubjectLogonId);
  if (logonId !== NO_LOGON) activity.logonId = logonId;
  const other = targetActs ? qualifiedName(text(fields.TargetOutboundDomainName), text(fields.TargetOutboundUserName)) : target;
  if (other !== undefined && other !== acting) activity.targetAccountName = other;
}

function readAddresses(activity: Activity, fields: JsonObject): void {
  const source = address(activity.sourceAddress);
  if (source === undefined) delete activity.sourceAddress;
  else activity.sourceAddress = source;
  if (activity.kind !== 'network_connection' || source === undefined) return;
  const destination = address(activity.destinationAddress);
  if (destination !== undefined) activity.destinationAddress = destination;
  const direction = DIRECTIONS[text(fields.Direction) ?? ''];
  if (direction !== undefined) activity.direction = direction;
  // The source opened the connection, whichever side recorded it. Listening and binding know one side only.
  const own = direction === 'inbound' ? destination : direction === 'outbound' || destination === undefined ? source : undefined;
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
  if (activity.transport !== undefined) activity.transport = PROTOCOLS[activity.transport] ?? activity.transport;
}

const DIRECTIONS: Readonly<Record<string, Activity['direction']>> = { '%%14592': 'inbound', Inbound: 'inbound', '%%14593': 'outbound', Outbound: 'outbound' };
const PROTOCOLS: Readonly<Record<string, string | undefined>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmp6' };

/** 4688 under the names of Sysmon's event 1, which `process_creation` rules use. The event's own names stay. */
function addProcessCreation(activity: Activity, fields: JsonObject): void {
  const label = text(fields.MandatoryLabel);
  const integrity = label === undefined ? undefined : INTEGRITY[label];
  if (integrity !== undefined) activity.processIntegrity = integrity;
  fields.Image = fields.NewProcessName;
  if (fields.ParentProcessName !== undefined) fields.ParentImage = fields.ParentProcessName;
  fields.User = fields.SubjectUserName;
  if (integrity !== undefined) fields.IntegrityLevel = integrity;
  const logonId = hexId(fields.SubjectLogonId);
  if (logonId !== undefined) fields.LogonId = logonId;
  const parentId = integer(fields.ProcessId);
  if (parentId !== undefined) fields.ParentProcessId = parentId;
}

const OPERATIONS: Readonly<Record<string, string | undefined>> = { '%%1904': 'SetValue', '%%1905': 'SetValue', '%%1906': 'DeleteValue' };

/** 4657 under the names of Sysmon's registry events. */
function addRegistryEvent(activity: Activity, fields: JsonObject): void {
  const key = text(fields.ObjectName);
  const value = text(fields.ObjectValueName);
  if (key !== undefined) {
    const path = registryPath(key);
    activity.registryKey = value === undefined ? path : `${path}\\${value}`;
    fields.TargetObject = activity.registryKey;
  }
  fields.Details = fields.NewValue;
  fields.Image = fields.ProcessName;
  fields.User = fields.SubjectUserName;
  const type = OPERATIONS[text(fields.OperationType) ?? ''];
  if (type !== undefined) fields.EventType = type;
  if (type === 'DeleteValue') activity.kind = 'registry_delete';
}

/** NTLM validations and Kerberos pre-authentication say in a status whether they succeeded. */
function markFailure(activity: Activity, fields: JsonObject): void {
  const status = hexId(fields.Status);
  if (status !== undefined && status !== '0x0') activity.kind = 'logon_failure';
}
