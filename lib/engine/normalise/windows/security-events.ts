import type { EventMapping } from './reader';
import type { FieldMap } from '../values';

const processName: FieldMap = { text: [['processImage', 'ProcessName']], numbers: [['processId', 'ProcessId']] };
const processStart: FieldMap = {
  text: [['processImage', 'NewProcessName'], ['processCommandLine', 'CommandLine'], ['parentProcessImage', 'ParentProcessName']],
  numbers: [['processId', 'NewProcessId'], ['parentProcessId', 'ProcessId']],
};
const logon: FieldMap = {
  text: [['processImage', 'ProcessName'], ['sourceHost', 'WorkstationName'], ['sourceAddress', 'IpAddress'], ['message', 'FailureReason']],
  numbers: [['logonType', 'LogonType'], ['sourcePort', 'IpPort'], ['processId', 'ProcessId']],
};
const explicitLogon: FieldMap = {
  text: [['processImage', 'ProcessName'], ['destinationDomain', 'TargetServerName'], ['sourceAddress', 'IpAddress']],
  numbers: [['sourcePort', 'IpPort'], ['processId', 'ProcessId']],
};
const kerberos: FieldMap = { text: [['serviceName', 'ServiceName'], ['sourceAddress', 'IpAddress'], ['message', 'Status']], numbers: [['sourcePort', 'IpPort']] };
const ntlm: FieldMap = { text: [['sourceHost', 'Workstation'], ['message', 'Status']] };
const service: FieldMap = { text: [['serviceName', 'ServiceName'], ['filePath', 'ServiceFileName']] };
const task: FieldMap = { text: [['taskName', 'TaskName'], ['scriptText', 'TaskContent'], ['scriptText', 'TaskContentNew']] };
const share: FieldMap = {
  text: [['shareName', 'ShareName'], ['filePath', 'RelativeTargetName'], ['sourceAddress', 'IpAddress'], ['grantedAccess', 'AccessMask']],
  numbers: [['sourcePort', 'IpPort']],
};
const filtering: FieldMap = {
  text: [['processImage', 'Application'], ['sourceAddress', 'SourceAddress'], ['destinationAddress', 'DestAddress'], ['transport', 'Protocol']],
  numbers: [['processId', 'ProcessID'], ['processId', 'ProcessId'], ['sourcePort', 'SourcePort'], ['destinationPort', 'DestPort']],
};
const registry: FieldMap = { text: [['processImage', 'ProcessName'], ['registryData', 'NewValue']], numbers: [['processId', 'ProcessId']] };
const object: FieldMap = { text: [['processImage', 'ProcessName'], ['grantedAccess', 'AccessMask']], numbers: [['processId', 'ProcessId']] };
const directory: FieldMap = { text: [['message', 'ObjectName']] };
const directoryChange: FieldMap = { text: [['message', 'ObjectDN']] };
const member: FieldMap = { text: [['message', 'MemberName'], ['message', 'MemberSid']] };
const privileges: FieldMap = { text: [['message', 'PrivilegeList']] };
const policy: FieldMap = { text: [['message', 'SubcategoryGuid'], ['message', 'AuditPolicyChanges']] };
const firewallRule: FieldMap = { text: [['message', 'RuleName']] };
const session: FieldMap = { text: [['sourceHost', 'ClientName'], ['sourceAddress', 'ClientAddress']] };

const account: EventMapping = { kind: 'account_change' };
const group: EventMapping = { kind: 'group_change', map: member };
const auditPolicy: EventMapping = { kind: 'policy_change', map: policy };
const firewall: EventMapping = { kind: 'policy_change', map: firewallRule };
const taskChange: EventMapping = { kind: 'task_change', map: task };
const connection: EventMapping = { kind: 'network_connection', map: filtering };
const objectAccess: EventMapping = { kind: 'other', map: object };
const ticket: EventMapping = { kind: 'kerberos_ticket', map: kerberos };
const changedObject: EventMapping = { kind: 'directory_change', map: directoryChange };
const logoff: EventMapping = { kind: 'logoff' };

/** The Security log by event id. Who acted is read in `security.ts`. */
export const SECURITY_EVENTS: Readonly<Record<number, EventMapping | undefined>> = {
  1102: { kind: 'log_cleared' }, 4616: { kind: 'policy_change', map: processName },
  4624: { kind: 'logon', map: logon }, 4625: { kind: 'logon_failure', map: logon }, 4634: logoff, 4647: logoff,
  4648: { kind: 'logon', map: explicitLogon }, 4672: { kind: 'privileged_logon', map: privileges },
  4656: objectAccess, 4658: objectAccess, 4660: objectAccess, 4663: objectAccess, 4690: objectAccess,
  4657: { kind: 'registry_set', categories: ['registry_event', 'registry_set'], map: registry },
  4661: { kind: 'directory_access', map: { text: [['message', 'ObjectName'], ['processImage', 'ProcessName']] } }, 4662: { kind: 'directory_access', map: directory },
  4688: { kind: 'process_start', categories: ['process_creation'], map: processStart }, 4689: { kind: 'process_end', map: processName },
  4697: { kind: 'service_install', map: service },
  4698: { kind: 'task_create', map: task }, 4699: taskChange, 4700: taskChange, 4701: taskChange, 4702: taskChange,
  4703: { kind: 'other', map: { text: [['processImage', 'ProcessName'], ['message', 'EnabledPrivilegeList']], numbers: [['processId', 'ProcessId']] } },
  4673: { kind: 'other', map: processName }, 4674: objectAccess,
  4719: auditPolicy, 4739: { kind: 'policy_change' }, 4902: { kind: 'policy_change' }, 4904: { kind: 'policy_change' }, 4905: { kind: 'policy_change' }, 4907: auditPolicy, 4912: auditPolicy,
  4720: account, 4722: account, 4723: account, 4724: account, 4725: account, 4726: account, 4738: account, 4740: account, 4741: account, 4742: account, 4743: account,
  4765: account, 4766: account, 4767: account, 4781: account, 4794: account,
  4727: group, 4728: group, 4729: group, 4730: group, 4731: group, 4732: group, 4733: group, 4734: group, 4735: group, 4737: group, 4754: group, 4755: group, 4756: group, 4757: group, 4758: group,
  4768: ticket, 4769: ticket, 4770: ticket, 4771: ticket, 4776: { kind: 'logon', map: ntlm },
  4778: { kind: 'remote_session', map: session }, 4779: { kind: 'remote_session', map: session },
  4798: { kind: 'directory_access', map: { text: [['processImage', 'CallerProcessName']], numbers: [['processId', 'CallerProcessId']] } },
  4799: { kind: 'directory_access', map: { text: [['processImage', 'CallerProcessName']], numbers: [['processId', 'CallerProcessId']] } },
  4946: firewall, 4947: firewall, 4948: firewall, 4950: firewall, 4957: firewall,
  5136: changedObject, 5137: changedObject, 5138: changedObject, 5139: changedObject, 5141: changedObject,
  5140: { kind: 'share_access', map: share }, 5142: { kind: 'share_access', map: share }, 5143: { kind: 'share_access', map: share }, 5145: { kind: 'share_access', map: share },
  5152: connection, 5154: connection, 5156: connection, 5157: connection, 5158: connection,
  5379: { kind: 'other', map: { text: [['message', 'TargetName']] } },
};
