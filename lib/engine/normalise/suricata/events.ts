import type { ActivityKind } from '../../activity/activity';
import type { FieldMap } from '../values';

/** What an event type is; `map` reads the object that bears the type's name, or the record's own fields. */
export interface SuricataEvent {
  kind: ActivityKind;
  categories?: readonly string[];
  map?: FieldMap;
}

export const SURICATA_EVENTS: Readonly<Record<string, SuricataEvent | undefined>> = {
  alert: { kind: 'security_alert', categories: ['alert'] },
  flow: { kind: 'network_connection', categories: ['network_connection', 'firewall'], map: { text: [['message', 'state']], numbers: [['bytesOut', 'bytes_toserver'], ['bytesIn', 'bytes_toclient']] } },
  netflow: { kind: 'network_connection', categories: ['network_connection', 'firewall'], map: { text: [], numbers: [['bytesOut', 'bytes']] } },
  dns: { kind: 'dns_query', categories: ['dns'], map: { text: [['destinationDomain', 'rrname'], ['message', 'rcode']] } },
  http: {
    kind: 'http_request', categories: ['proxy', 'webserver'],
    map: { text: [['httpMethod', 'http_method'], ['userAgent', 'http_user_agent'], ['destinationDomain', 'hostname'], ['url', 'url']], numbers: [['httpStatus', 'status'], ['bytesIn', 'length']] },
  },
  tls: { kind: 'tls_session', map: { text: [['destinationDomain', 'sni'], ['message', 'subject']] } },
  fileinfo: { kind: 'file_transfer', map: { text: [['filePath', 'filename'], ['fileSha256', 'sha256'], ['message', 'magic']], numbers: [['bytesIn', 'size']] } },
  smb: { kind: 'share_access', map: { text: [['filePath', 'filename'], ['shareName', 'share'], ['pipeName', 'named_pipe'], ['message', 'command']] } },
  krb5: { kind: 'kerberos_ticket', map: { text: [['accountName', 'cname'], ['serviceName', 'sname'], ['message', 'error_code'], ['message', 'msg_type']] } },
  dcerpc: { kind: 'remote_session', map: { text: [['message', 'request']] } },
  rdp: { kind: 'remote_session', map: { text: [['accountName', 'cookie'], ['message', 'event_type']] } },
  ssh: { kind: 'remote_session' },
  smtp: { kind: 'other', map: { text: [['message', 'mail_from']] } },
  ftp: { kind: 'file_transfer', map: { text: [['httpMethod', 'command'], ['filePath', 'command_data']] } },
  tftp: { kind: 'file_transfer', map: { text: [['filePath', 'file']] } },
  dhcp: { kind: 'other', map: { text: [['sourceHost', 'hostname'], ['message', 'assigned_ip']] } },
  anomaly: { kind: 'other', map: { text: [['message', 'event']] } },
};
