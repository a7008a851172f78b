import type { ActivityKind } from '../../activity/activity';

/** Which of the record's parties did it: a process start is told by its parent, everything else by the process itself. */
export interface VisionOneEvent {
  kind: ActivityKind;
  direction?: 'inbound' | 'outbound';
  /** Sigma categories where the kind alone does not give them. */
  categories?: readonly string[];
}

const PROCESS = 1, FILE = 2, CONNECTION = 3, DNS = 4, REGISTRY = 5, ACCOUNT = 6, INTERNET = 7, MODIFIED_PROCESS = 8, HOOK = 9, AMSI = 11, WMI = 12, MEMORY = 13, PIPE = 17;
export const WINDOWS_EVENT = 10;

/** What an event is when its sub-id says nothing more. */
const EVENTS: Readonly<Record<number, VisionOneEvent | undefined>> = {
  [PROCESS]: { kind: 'other' }, [FILE]: { kind: 'other' }, [CONNECTION]: { kind: 'network_connection' }, [DNS]: { kind: 'dns_query' }, [REGISTRY]: { kind: 'registry_set' },
  [ACCOUNT]: { kind: 'account_change' }, [INTERNET]: { kind: 'http_request', categories: ['proxy'] }, [MODIFIED_PROCESS]: { kind: 'process_tamper' }, [HOOK]: { kind: 'other' },
  [WINDOWS_EVENT]: { kind: 'other' }, [AMSI]: { kind: 'script' }, [WMI]: { kind: 'wmi_activity' }, [MEMORY]: { kind: 'process_tamper' }, [PIPE]: { kind: 'pipe_create' },
};

/** Sub-ids are unique over all events. */
const SUB_EVENTS: Readonly<Record<number, VisionOneEvent | undefined>> = {
  1: { kind: 'process_access' }, 2: { kind: 'process_start' }, 3: { kind: 'process_end' }, 4: { kind: 'image_load' }, 5: { kind: 'process_start' },
  101: { kind: 'file_create' }, 102: { kind: 'file_read' }, 103: { kind: 'file_delete' }, 105: { kind: 'file_create' }, 106: { kind: 'file_rename' }, 107: { kind: 'file_create' },
  108: { kind: 'file_create', categories: ['file_change'] }, 109: { kind: 'file_create' },
  201: { kind: 'network_connection', direction: 'outbound' }, 202: { kind: 'network_connection', direction: 'inbound' }, 203: { kind: 'network_connection', direction: 'inbound' },
  204: { kind: 'network_connection', direction: 'outbound' },
  301: { kind: 'dns_query' },
  401: { kind: 'registry_create' }, 402: { kind: 'registry_set' }, 403: { kind: 'registry_delete' }, 404: { kind: 'registry_set', categories: ['registry_event', 'registry_rename'] },
  501: { kind: 'account_change' }, 502: { kind: 'account_change' }, 503: { kind: 'other' }, 504: { kind: 'account_change' }, 505: { kind: 'logon' },
  701: { kind: 'remote_thread' },
};

/** What `eventId` and `eventSubId` mean. */
export function visionOneEvent(eventId: number | undefined, subId: number | undefined): VisionOneEvent {
  const sub = subId === undefined ? undefined : SUB_EVENTS[subId];
  return sub ?? (eventId === undefined ? undefined : EVENTS[eventId]) ?? { kind: 'other' };
}
