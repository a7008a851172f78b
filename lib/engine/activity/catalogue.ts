import type { Activity } from './activity';

export const FIELD_TYPES = ['text', 'number', 'ip', 'time', 'keyword'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** All that search, facets, columns, exceptions and the rule editor need to know of one property of an activity. */
export interface CatalogueField {
  property: keyof Activity;
  /** Name in the search language and on screen, after Elastic Common Schema where that has one. */
  name: string;
  column: string;
  /** `keyword` has few distinct values, `text` many. */
  type: FieldType;
  searchable: boolean;
  /** A value leads on to other records: worth a link. */
  pivotable: boolean;
  facet: boolean;
}

type FieldRow = Omit<CatalogueField, 'property'>;

const SEARCH = { searchable: true, pivotable: false, facet: false } as const;
const PIVOT = { searchable: true, pivotable: true, facet: false } as const;
const FACET = { searchable: true, pivotable: false, facet: true } as const;
const PIVOT_FACET = { searchable: true, pivotable: true, facet: true } as const;

/** The one field catalogue: a property of the activity without a row here is a type error. */
const ROWS = {
  observedAt: { name: '@timestamp', column: 'observed_at', type: 'time', ...SEARCH },
  timeSource: { name: 'event.time_source', column: 'time_source', type: 'keyword', ...FACET },
  family: { name: 'event.module', column: 'family', type: 'keyword', ...FACET },
  kind: { name: 'event.action', column: 'kind', type: 'keyword', ...FACET },
  channel: { name: 'event.dataset', column: 'channel', type: 'keyword', ...FACET },
  eventCode: { name: 'event.code', column: 'event_code', type: 'keyword', ...FACET },
  endpointName: { name: 'host.name', column: 'endpoint_name', type: 'text', ...PIVOT },
  endpointKey: { name: 'host.id', column: 'endpoint_key', type: 'keyword', ...PIVOT_FACET },
  endpointAddress: { name: 'host.ip', column: 'endpoint_address', type: 'ip', ...PIVOT },
  accountName: { name: 'user.name', column: 'account_name', type: 'text', ...PIVOT },
  accountKey: { name: 'user.id', column: 'account_key', type: 'keyword', ...PIVOT_FACET },
  accountSid: { name: 'user.sid', column: 'account_sid', type: 'text', ...PIVOT },
  targetAccountName: { name: 'user.target.name', column: 'target_account_name', type: 'text', ...PIVOT },
  logonId: { name: 'winlog.logon.id', column: 'logon_id', type: 'text', ...PIVOT },
  logonType: { name: 'winlog.logon.type', column: 'logon_type', type: 'number', ...FACET },
  processGuid: { name: 'process.entity_id', column: 'process_guid', type: 'text', ...PIVOT },
  processId: { name: 'process.pid', column: 'process_id', type: 'number', ...SEARCH },
  processImage: { name: 'process.executable', column: 'process_image', type: 'text', ...PIVOT_FACET },
  processCommandLine: { name: 'process.command_line', column: 'process_command_line', type: 'text', ...PIVOT },
  processIntegrity: { name: 'process.integrity_level', column: 'process_integrity', type: 'keyword', ...FACET },
  processSha256: { name: 'process.hash.sha256', column: 'process_sha256', type: 'text', ...PIVOT },
  parentProcessGuid: { name: 'process.parent.entity_id', column: 'parent_process_guid', type: 'text', ...PIVOT },
  parentProcessId: { name: 'process.parent.pid', column: 'parent_process_id', type: 'number', ...SEARCH },
  parentProcessImage: { name: 'process.parent.executable', column: 'parent_process_image', type: 'text', ...PIVOT_FACET },
  parentProcessCommandLine: { name: 'process.parent.command_line', column: 'parent_process_command_line', type: 'text', ...SEARCH },
  targetProcessGuid: { name: 'process.target.entity_id', column: 'target_process_guid', type: 'text', ...PIVOT },
  targetProcessId: { name: 'process.target.pid', column: 'target_process_id', type: 'number', ...SEARCH },
  targetProcessImage: { name: 'process.target.executable', column: 'target_process_image', type: 'text', ...PIVOT_FACET },
  grantedAccess: { name: 'process.granted_access', column: 'granted_access', type: 'keyword', ...FACET },
  filePath: { name: 'file.path', column: 'file_path', type: 'text', ...PIVOT },
  fileSha256: { name: 'file.hash.sha256', column: 'file_sha256', type: 'text', ...PIVOT },
  registryKey: { name: 'registry.path', column: 'registry_key', type: 'text', ...PIVOT },
  registryData: { name: 'registry.data', column: 'registry_data', type: 'text', ...SEARCH },
  serviceName: { name: 'service.name', column: 'service_name', type: 'text', ...PIVOT },
  taskName: { name: 'task.name', column: 'task_name', type: 'text', ...PIVOT },
  pipeName: { name: 'pipe.name', column: 'pipe_name', type: 'text', ...PIVOT },
  shareName: { name: 'share.name', column: 'share_name', type: 'text', ...PIVOT },
  sourceAddress: { name: 'source.ip', column: 'source_address', type: 'ip', ...PIVOT_FACET },
  sourcePort: { name: 'source.port', column: 'source_port', type: 'number', ...SEARCH },
  sourceHost: { name: 'source.domain', column: 'source_host', type: 'text', ...PIVOT },
  destinationAddress: { name: 'destination.ip', column: 'destination_address', type: 'ip', ...PIVOT_FACET },
  destinationPort: { name: 'destination.port', column: 'destination_port', type: 'number', ...FACET },
  destinationDomain: { name: 'destination.domain', column: 'destination_domain', type: 'text', ...PIVOT_FACET },
  transport: { name: 'network.transport', column: 'transport', type: 'keyword', ...FACET },
  direction: { name: 'network.direction', column: 'direction', type: 'keyword', ...FACET },
  url: { name: 'url.full', column: 'url', type: 'text', ...PIVOT },
  httpMethod: { name: 'http.request.method', column: 'http_method', type: 'keyword', ...FACET },
  httpStatus: { name: 'http.response.status_code', column: 'http_status', type: 'number', ...FACET },
  userAgent: { name: 'user_agent.original', column: 'user_agent', type: 'text', ...PIVOT },
  bytesOut: { name: 'source.bytes', column: 'bytes_out', type: 'number', ...SEARCH },
  bytesIn: { name: 'destination.bytes', column: 'bytes_in', type: 'number', ...SEARCH },
  scriptText: { name: 'script.text', column: 'script_text', type: 'text', ...SEARCH },
  productRuleName: { name: 'rule.name', column: 'product_rule_name', type: 'text', ...PIVOT_FACET },
  productSeverity: { name: 'event.severity', column: 'product_severity', type: 'keyword', ...FACET },
  productAction: { name: 'rule.action', column: 'product_action', type: 'keyword', ...FACET },
  productAttackIds: { name: 'threat.technique.id', column: 'product_attack_ids', type: 'text', ...SEARCH },
  message: { name: 'message', column: 'message', type: 'text', ...SEARCH },
} as const satisfies Record<keyof Activity, FieldRow>;

/** Every field, in the order in which columns are offered. */
export const FIELD_CATALOGUE: readonly CatalogueField[] = (Object.keys(ROWS) as (keyof Activity)[]).map((property) => ({ property, ...ROWS[property] }));

const BY_NAME: ReadonlyMap<string, CatalogueField> = new Map(FIELD_CATALOGUE.map((field) => [field.name, field]));

export function fieldByName(name: string): CatalogueField | undefined {
  return BY_NAME.get(name);
}

export function fieldOf(property: keyof Activity): CatalogueField {
  return { property, ...ROWS[property] };
}
