/** Sensor families that the normaliser tells apart. `unparsed` records are stored and searchable by text, time and source. */
export const FAMILIES = [
  'windows', 'zeek', 'suricata', 'vision-one', 'apex-central', 'deep-discovery', 'web-gateway', 'proxy', 'linux', 'osquery', 'syslog', 'ecs', 'ocsf', 'microsoft', 'unparsed',
] as const;
export type Family = (typeof FAMILIES)[number];

/** Which way a connection went, as seen from the endpoint. */
export const DIRECTIONS = ['inbound', 'outbound'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** How grave a product calls its own finding, in the levels that rules have. */
export const PRODUCT_SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export type ProductSeverity = (typeof PRODUCT_SEVERITIES)[number];

/** What an activity is, in the vocabulary that rules, facts, steps and facets share. */
export const ACTIVITY_KINDS = [
  'process_start', 'process_end', 'process_access', 'process_tamper', 'remote_thread', 'image_load', 'driver_load',
  'file_create', 'file_delete', 'file_rename', 'file_read', 'registry_create', 'registry_set', 'registry_delete',
  'network_connection', 'dns_query', 'http_request', 'tls_session', 'file_transfer', 'share_access', 'pipe_create', 'pipe_connect',
  'logon', 'logon_failure', 'logoff', 'privileged_logon', 'kerberos_ticket', 'account_change', 'group_change', 'directory_access', 'directory_change',
  'service_install', 'service_change', 'task_create', 'task_change', 'wmi_activity', 'script', 'remote_session', 'log_cleared', 'policy_change',
  'security_alert', 'other',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/**
 * One normalised record: who did what, where, when. Flat on purpose: each property is a row of the field catalogue and a column.
 * Absent means unknown; empty strings, `-` and `N/A` of the senders are left out.
 */
export interface Activity {
  /** Epoch milliseconds, UTC. */
  observedAt: number;
  /** Where `observedAt` came from: the record, the record plus the source's clock skew, or the time of receipt when the record has none. */
  timeSource: 'record' | 'skewed' | 'received';
  family: Family;
  kind: ActivityKind;
  /** Log channel or log name as the sensor calls it, e.g. `Security`, `conn`, `eve.alert`. */
  channel?: string;
  /** Event id within the channel, as text. */
  eventCode?: string;
  /** The endpoint that it happened on, as written by the sensor (never the collector). */
  endpointName?: string;
  /** Identity of the endpoint for joins: lower-case short host name, else the address. */
  endpointKey?: string;
  endpointAddress?: string;
  /** Acting account as `DOMAIN\name` or `name`. */
  accountName?: string;
  /** Identity of the account for joins: lower-case name without domain. */
  accountKey?: string;
  accountSid?: string;
  /** The account acted upon or logged on with, where it differs from the acting one. */
  targetAccountName?: string;
  logonId?: string;
  logonType?: number;
  processGuid?: string;
  processId?: number;
  processImage?: string;
  processCommandLine?: string;
  processIntegrity?: string;
  processSha256?: string;
  parentProcessGuid?: string;
  parentProcessId?: number;
  parentProcessImage?: string;
  parentProcessCommandLine?: string;
  targetProcessGuid?: string;
  targetProcessId?: number;
  targetProcessImage?: string;
  grantedAccess?: string;
  filePath?: string;
  fileSha256?: string;
  registryKey?: string;
  registryData?: string;
  serviceName?: string;
  taskName?: string;
  pipeName?: string;
  shareName?: string;
  sourceAddress?: string;
  sourcePort?: number;
  sourceHost?: string;
  destinationAddress?: string;
  destinationPort?: number;
  destinationDomain?: string;
  transport?: string;
  /** As seen from the endpoint; `source` is always the side that opened the connection where the sensor tells. */
  direction?: Direction;
  url?: string;
  httpMethod?: string;
  httpStatus?: number;
  userAgent?: string;
  bytesOut?: number;
  bytesIn?: number;
  scriptText?: string;
  /** A product's own finding: what the product calls the rule, pattern or model that fired. */
  productRuleName?: string;
  productSeverity?: ProductSeverity;
  /** What the product did about it, in its own words. */
  productAction?: string;
  /** ATT&CK ids of tactics and techniques that the product gives, comma-separated. */
  productAttackIds?: string;
  /** Short text for kinds that have no better column: alert name of a third-party product, message of a syslog line. */
  message?: string;
}

/**
 * The same record as Sigma rules see it: field names of the Sigma taxonomy (`Image`, `CommandLine`, `c-uri`, `id.orig_h` …) and the log source
 * that it belongs to. `fields` may be the parsed record itself when the sender already uses those names.
 */
export interface SigmaEvent {
  product: string;
  service: string;
  categories: readonly string[];
  fields: Readonly<Record<string, unknown>>;
}

export interface Normalised {
  activity: Activity;
  event: SigmaEvent;
}
