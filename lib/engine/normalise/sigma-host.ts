import type { Activity, ActivityKind } from '../activity/activity';
import type { JsonObject } from '../decode/types';

/** Sigma's categories of what happens on a host, as Sysmon's events have them. */
const CATEGORIES: Readonly<Partial<Record<ActivityKind, readonly string[]>>> = {
  process_start: ['process_creation'], process_end: ['process_termination'], process_access: ['process_access'], process_tamper: ['process_tampering'],
  remote_thread: ['create_remote_thread'], image_load: ['image_load'], driver_load: ['driver_load'], file_create: ['file_event'], file_delete: ['file_delete'],
  file_rename: ['file_rename'], file_read: ['file_access'], registry_create: ['registry_event', 'registry_add'], registry_set: ['registry_event', 'registry_set'],
  registry_delete: ['registry_event', 'registry_delete'], network_connection: ['network_connection'], dns_query: ['dns_query'], pipe_create: ['pipe_created'], pipe_connect: ['pipe_created'],
};

const NONE: readonly string[] = [];

/** The categories whose rules are for an activity that an endpoint sensor saw. */
export function hostCategories(kind: ActivityKind): readonly string[] {
  return CATEGORIES[kind] ?? NONE;
}

/** Names by which rules ask for what the columns hold. */
const NAMES: readonly (readonly [name: string, property: keyof Activity])[] = [
  ['User', 'accountName'], ['Computer', 'endpointName'], ['ProcessGuid', 'processGuid'], ['IntegrityLevel', 'processIntegrity'], ['LogonId', 'logonId'],
  ['ParentImage', 'parentProcessImage'], ['ParentCommandLine', 'parentProcessCommandLine'], ['ParentProcessId', 'parentProcessId'], ['ParentProcessGuid', 'parentProcessGuid'],
  ['TargetFilename', 'filePath'], ['TargetObject', 'registryKey'], ['Details', 'registryData'], ['PipeName', 'pipeName'], ['ScriptBlockText', 'scriptText'],
  ['SourceIp', 'sourceAddress'], ['SourcePort', 'sourcePort'], ['DestinationIp', 'destinationAddress'], ['DestinationPort', 'destinationPort'], ['Protocol', 'transport'],
  ['TargetImage', 'targetProcessImage'], ['GrantedAccess', 'grantedAccess'],
];
const BETWEEN_PROCESSES: ReadonlySet<ActivityKind> = new Set(['process_access', 'remote_thread', 'process_tamper']);

/**
 * Adds Sigma's names for what the activity's columns hold, so that one rule fires whichever sensor saw the act. Names that the sender itself uses stay.
 */
export function addHostFields(fields: JsonObject, activity: Activity): void {
  for (const [name, property] of NAMES) put(fields, name, activity[property]);
  const { kind, processImage, processId } = activity;
  put(fields, BETWEEN_PROCESSES.has(kind) ? 'SourceImage' : 'Image', processImage);
  put(fields, BETWEEN_PROCESSES.has(kind) ? 'SourceProcessId' : 'ProcessId', processId);
  put(fields, 'CommandLine', activity.processCommandLine);
  if (kind === 'image_load' || kind === 'driver_load') put(fields, 'ImageLoaded', activity.filePath);
  if (kind === 'dns_query') put(fields, 'QueryName', activity.destinationDomain);
  else put(fields, 'DestinationHostname', activity.destinationDomain);
  if (activity.direction !== undefined && kind === 'network_connection') put(fields, 'Initiated', activity.direction === 'outbound' ? 'true' : 'false');
  const sha256 = kind === 'process_start' ? activity.processSha256 : (activity.fileSha256 ?? activity.processSha256);
  if (sha256 !== undefined) put(fields, 'Hashes', `SHA256=${sha256.toUpperCase()}`);
}

function put(fields: JsonObject, name: string, value: unknown): void {
  if (value !== undefined && fields[name] === undefined) fields[name] = value;
}
