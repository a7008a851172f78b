import type { Activity, ActivityKind } from '@/lib/engine/activity/activity';

type Names = Partial<Record<keyof Activity, string>>;

/** What rules about endpoints call the properties. Keys for joins have no counterpart: rules see names as the sensor writes them. */
const COMMON: Names = {
  endpointName: 'Computer', accountName: 'User', processGuid: 'ProcessGuid', processId: 'ProcessId', processImage: 'Image', processCommandLine: 'CommandLine', processIntegrity: 'IntegrityLevel', logonId: 'LogonId',
  parentProcessImage: 'ParentImage', parentProcessCommandLine: 'ParentCommandLine', parentProcessId: 'ParentProcessId', parentProcessGuid: 'ParentProcessGuid', filePath: 'TargetFilename', registryKey: 'TargetObject', registryData: 'Details',
  pipeName: 'PipeName', scriptText: 'ScriptBlockText', sourceAddress: 'SourceIp', sourcePort: 'SourcePort', destinationAddress: 'DestinationIp', destinationPort: 'DestinationPort', destinationDomain: 'DestinationHostname',
  transport: 'Protocol', targetProcessImage: 'TargetImage', grantedAccess: 'GrantedAccess',
};
const BETWEEN: Names = { processImage: 'SourceImage', processId: 'SourceProcessId' };
const LOADED: Names = { filePath: 'ImageLoaded' };

interface Target { category: string; names: Names }

const of = (category: string, more: Names = {}): Target => ({ category, names: { ...COMMON, ...more } });

/** The category of rules for a kind of activity, and what its rules call the properties. */
const TARGETS: Partial<Record<ActivityKind, Target>> = {
  process_start: of('process_creation'), process_end: of('process_termination'), process_access: of('process_access', BETWEEN), remote_thread: of('create_remote_thread', BETWEEN), image_load: of('image_load', LOADED),
  driver_load: of('driver_load', LOADED), file_create: of('file_event'), file_delete: of('file_delete'), file_rename: of('file_rename'), file_read: of('file_access'), registry_create: of('registry_add'), registry_set: of('registry_set'),
  registry_delete: of('registry_delete'), network_connection: of('network_connection'), dns_query: of('dns_query', { destinationDomain: 'QueryName' }), pipe_create: of('pipe_created'),
};

export function sigmaTarget(kind: string): Target | undefined {
  return (TARGETS as Partial<Record<string, Target>>)[kind];
}
