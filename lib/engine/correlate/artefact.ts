import type { Activity } from '../activity/activity';
import { lowerBase, shapeOf } from './text';

type Shape = (a: Activity) => readonly (string | number | undefined)[];

const image = (a: Activity): string => lowerBase(a.processImage);
const peer = (a: Activity): string => a.destinationDomain?.toLowerCase() ?? a.destinationAddress ?? '';
const file: Shape = (a) => [image(a), shapeOf(a.filePath ?? '')];
const registry: Shape = (a) => [image(a), shapeOf(a.registryKey ?? '')];
const target: Shape = (a) => [image(a), lowerBase(a.targetProcessImage), a.grantedAccess];
const flow: Shape = (a) => [image(a), a.endpointKey === undefined ? a.sourceAddress : '', peer(a), a.destinationPort];
const logon: Shape = (a) => [a.targetAccountName?.toLowerCase(), a.logonType, a.sourceAddress ?? a.sourceHost?.toLowerCase(), image(a)];
const installed: Shape = (a) => [shapeOf(a.serviceName ?? a.taskName ?? ''), shapeOf(a.filePath ?? a.processCommandLine ?? a.message ?? '')];
const text: Shape = (a) => [image(a), shapeOf(a.scriptText ?? a.message ?? '')];

/** What makes two activities of one kind the same thing to an analyst. Kinds not named here compare by everything that they may carry. */
const SHAPES: Partial<Record<Activity['kind'], Shape>> = {
  process_start: (a) => [lowerBase(a.parentProcessImage), image(a), shapeOf(a.processCommandLine ?? '')],
  process_access: target, process_tamper: target, remote_thread: target,
  file_create: file, file_delete: file, file_rename: file, file_read: file, image_load: file, driver_load: file,
  registry_create: registry, registry_set: registry, registry_delete: registry,
  network_connection: flow, tls_session: flow,
  dns_query: (a) => [image(a), peer(a)],
  http_request: (a) => [image(a), peer(a), shapeOf((a.url ?? '').split('?')[0] ?? '')],
  logon, logon_failure: logon, privileged_logon: logon,
  service_install: installed, service_change: installed, task_create: installed, task_change: installed,
  script: text, security_alert: text,
};

const anything: Shape = (a) => [
  image(a), lowerBase(a.targetProcessImage), shapeOf(a.filePath ?? a.registryKey ?? a.pipeName ?? a.shareName ?? a.serviceName ?? a.taskName ?? ''),
  a.targetAccountName?.toLowerCase(), a.sourceAddress, peer(a), shapeOf(a.message ?? '', 80),
];

/** The normalised artefact of an activity: what it was done with or to, without the identifiers that change from run to run. */
export function artefactOf(activity: Activity): string {
  const shape = SHAPES[activity.kind] ?? anything;
  return [activity.kind, ...shape(activity)].map((part) => part ?? '').join(' ');
}
