import type { FieldMap } from '../values';
import type { EventMapping } from './reader';

const PROCESS = [['processGuid', 'ProcessGuid'], ['processImage', 'Image']] as const;
const PROCESS_ID = [['processId', 'ProcessId']] as const;

const process: FieldMap = { text: PROCESS, numbers: PROCESS_ID };
const file: FieldMap = { text: [...PROCESS, ['filePath', 'TargetFilename']], numbers: PROCESS_ID };
const registry: FieldMap = { text: [...PROCESS, ['registryKey', 'TargetObject'], ['registryData', 'Details']], numbers: PROCESS_ID };
const registryRename: FieldMap = { text: [...PROCESS, ['registryKey', 'TargetObject'], ['registryData', 'NewName']], numbers: PROCESS_ID };
const pipe: FieldMap = { text: [...PROCESS, ['pipeName', 'PipeName']], numbers: PROCESS_ID };
const wmi: FieldMap = { text: [['message', 'Destination']] };
const status: FieldMap = { text: [['message', 'Description']] };

/** Between processes: the source acts, the target is acted upon. Event 10 spells its GUIDs in capitals. */
const betweenProcesses: FieldMap = {
  text: [
    ['processGuid', 'SourceProcessGuid'], ['processGuid', 'SourceProcessGUID'], ['processImage', 'SourceImage'],
    ['targetProcessGuid', 'TargetProcessGuid'], ['targetProcessGuid', 'TargetProcessGUID'], ['targetProcessImage', 'TargetImage'], ['grantedAccess', 'GrantedAccess'],
  ],
  numbers: [['processId', 'SourceProcessId'], ['targetProcessId', 'TargetProcessId']],
};

const processStart: FieldMap = {
  text: [
    ...PROCESS, ['processCommandLine', 'CommandLine'], ['processIntegrity', 'IntegrityLevel'],
    ['parentProcessGuid', 'ParentProcessGuid'], ['parentProcessImage', 'ParentImage'], ['parentProcessCommandLine', 'ParentCommandLine'],
  ],
  numbers: [...PROCESS_ID, ['parentProcessId', 'ParentProcessId']],
};

const connection: FieldMap = {
  text: [
    ...PROCESS, ['transport', 'Protocol'], ['sourceAddress', 'SourceIp'], ['sourceHost', 'SourceHostname'],
    ['destinationAddress', 'DestinationIp'], ['destinationDomain', 'DestinationHostname'],
  ],
  numbers: [...PROCESS_ID, ['sourcePort', 'SourcePort'], ['destinationPort', 'DestinationPort']],
};

/** Sysmon's events by id. Event 12 is creation and deletion of keys and values alike, and rules of both categories run on all of it; the kind follows EventType in `sysmon.ts`. */
export const SYSMON_EVENTS: Readonly<Record<number, EventMapping | undefined>> = {
  1: { kind: 'process_start', categories: ['process_creation'], map: processStart },
  2: { kind: 'file_create', categories: ['file_change'], map: file },
  3: { kind: 'network_connection', categories: ['network_connection'], map: connection },
  4: { kind: 'other', categories: ['sysmon_status'], map: status },
  5: { kind: 'process_end', categories: ['process_termination'], map: process },
  6: { kind: 'driver_load', categories: ['driver_load'], map: { text: [['filePath', 'ImageLoaded']] } },
  7: { kind: 'image_load', categories: ['image_load'], map: { text: [...PROCESS, ['filePath', 'ImageLoaded']], numbers: PROCESS_ID } },
  8: { kind: 'remote_thread', categories: ['create_remote_thread'], map: betweenProcesses },
  9: { kind: 'file_read', categories: ['raw_access_thread'], map: { text: [...PROCESS, ['filePath', 'Device']], numbers: PROCESS_ID } },
  10: { kind: 'process_access', categories: ['process_access'], map: betweenProcesses },
  11: { kind: 'file_create', categories: ['file_event'], map: file },
  12: { kind: 'registry_create', categories: ['registry_event', 'registry_add', 'registry_delete'], map: registry },
  13: { kind: 'registry_set', categories: ['registry_event', 'registry_set'], map: registry },
  14: { kind: 'registry_set', categories: ['registry_event', 'registry_rename'], map: registryRename },
  15: { kind: 'file_create', categories: ['create_stream_hash'], map: file },
  16: { kind: 'policy_change', categories: ['sysmon_status'], map: { text: [['filePath', 'Configuration']] } },
  17: { kind: 'pipe_create', categories: ['pipe_created'], map: pipe },
  18: { kind: 'pipe_connect', categories: ['pipe_created'], map: pipe },
  19: { kind: 'wmi_activity', categories: ['wmi_event'], map: { text: [['message', 'Query']] } },
  20: { kind: 'wmi_activity', categories: ['wmi_event'], map: wmi },
  21: { kind: 'wmi_activity', categories: ['wmi_event'], map: { text: [['message', 'Consumer']] } },
  22: { kind: 'dns_query', categories: ['dns_query'], map: { text: [...PROCESS, ['destinationDomain', 'QueryName'], ['message', 'QueryResults']], numbers: PROCESS_ID } },
  23: { kind: 'file_delete', categories: ['file_delete'], map: file },
  24: { kind: 'other', categories: ['clipboard_capture'], map: process },
  25: { kind: 'process_tamper', categories: ['process_tampering'], map: { text: [...PROCESS, ['message', 'Type']], numbers: PROCESS_ID } },
  26: { kind: 'file_delete', categories: ['file_delete_detected', 'file_delete'], map: file },
  27: { kind: 'file_create', categories: ['file_block_executable'], map: file },
  28: { kind: 'file_delete', categories: ['file_block_shredding'], map: file },
  29: { kind: 'file_create', categories: ['file_executable_detected'], map: file },
  255: { kind: 'other', categories: ['sysmon_error'], map: status },
};
