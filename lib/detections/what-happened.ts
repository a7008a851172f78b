import type { Activity, ActivityKind } from '../engine/activity/activity';

type Property = keyof Activity;
const TEXT_CHARS_MAX = 300;

/** Properties that say most about a kind, the best first. */
const TELLING: Partial<Record<ActivityKind, readonly Property[]>> = {
  process_access: ['targetProcessImage'], process_tamper: ['targetProcessImage', 'processImage'], remote_thread: ['targetProcessImage'], image_load: ['filePath', 'processImage'], driver_load: ['filePath'],
  file_create: ['filePath'], file_delete: ['filePath'], file_rename: ['filePath'], file_read: ['filePath'], registry_create: ['registryKey'], registry_set: ['registryKey'], registry_delete: ['registryKey'],
  network_connection: ['destinationDomain', 'destinationAddress'], dns_query: ['destinationDomain'], http_request: ['url', 'destinationDomain'], tls_session: ['destinationDomain', 'destinationAddress'],
  file_transfer: ['filePath', 'url'], share_access: ['filePath', 'shareName'], pipe_create: ['pipeName'], pipe_connect: ['pipeName'],
  logon: ['targetAccountName', 'sourceAddress'], logon_failure: ['targetAccountName', 'sourceAddress'], privileged_logon: ['targetAccountName'], kerberos_ticket: ['serviceName', 'targetAccountName'],
  account_change: ['targetAccountName'], group_change: ['targetAccountName'], service_install: ['serviceName'], service_change: ['serviceName'], task_create: ['taskName'], task_change: ['taskName'],
  script: ['scriptText'], security_alert: ['message'],
};
const OTHERWISE: readonly Property[] = [
  'processCommandLine', 'scriptText', 'filePath', 'registryKey', 'url', 'destinationDomain', 'destinationAddress', 'serviceName', 'taskName', 'pipeName', 'shareName', 'targetAccountName', 'processImage', 'message',
];

/** What an activity did, as its most telling property in one line; null when it has none. */
export function whatHappened(activity: Activity): { property: Property; text: string } | null {
  for (const property of [...(TELLING[activity.kind] ?? []), ...OTHERWISE]) {
    const value = activity[property];
    if (value === undefined || value === '') continue;
    const port = property === 'destinationAddress' && activity.destinationPort !== undefined ? `:${activity.destinationPort}` : '';
    return { property, text: String(value).slice(0, 4 * TEXT_CHARS_MAX).replace(/\s+/g, ' ').trim().slice(0, TEXT_CHARS_MAX) + port };
  }
  return null;
}
