import type { ActivityKind, ProductSeverity } from '../../activity/activity';

/** Classes of the schema: their kind by activity id; `0` stands for every id that is not named. */
export const OCSF_CLASSES: Readonly<Record<number, Readonly<Record<number, ActivityKind | undefined>> | undefined>> = {
  1001: { 1: 'file_create', 2: 'file_read', 3: 'file_create', 4: 'file_delete', 5: 'file_rename', 0: 'other' },
  1002: { 0: 'driver_load' },
  1005: { 0: 'image_load' },
  1006: { 1: 'task_create', 0: 'task_change' },
  1007: { 1: 'process_start', 2: 'process_end', 3: 'process_access', 4: 'process_tamper', 0: 'other' },
  1009: { 0: 'script' },
  2001: { 0: 'security_alert' },
  2002: { 0: 'other' },
  2003: { 0: 'other' },
  2004: { 0: 'security_alert' },
  2005: { 0: 'security_alert' },
  2006: { 0: 'security_alert' },
  3001: { 0: 'account_change' },
  3002: { 2: 'logoff', 0: 'logon' },
  3003: { 0: 'privileged_logon' },
  3006: { 0: 'group_change' },
  4001: { 0: 'network_connection' },
  4002: { 0: 'http_request' },
  4003: { 0: 'dns_query' },
  4005: { 0: 'remote_session' },
  4006: { 0: 'share_access' },
  4007: { 0: 'remote_session' },
  4008: { 0: 'file_transfer' },
  4010: { 0: 'file_transfer' },
  201001: { 1: 'registry_create', 4: 'registry_delete', 0: 'registry_set' },
  201002: { 4: 'registry_delete', 0: 'registry_set' },
  201003: { 1: 'service_install', 0: 'service_change' },
};

/** The schema's own severities; 0 and 99 say nothing. */
export const OCSF_SEVERITIES: Readonly<Record<number, ProductSeverity | undefined>> = { 1: 'informational', 2: 'low', 3: 'medium', 4: 'high', 5: 'critical', 6: 'critical' };
