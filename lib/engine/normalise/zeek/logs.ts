import type { ActivityKind } from '../../activity/activity';
import type { FieldMap } from '../values';

/** What a Zeek log is: its kind, what it adds to the columns of every log, and the fields by which JSON without `_path` is told. */
export interface ZeekLog {
  kind: ActivityKind;
  map?: FieldMap;
  categories?: readonly string[];
  /** Fields that only this log has together. */
  signature?: readonly string[];
}

/** Columns that every log of a connection has. */
export const CONNECTION: FieldMap = {
  text: [['sourceAddress', 'id.orig_h'], ['destinationAddress', 'id.resp_h'], ['transport', 'proto']],
  numbers: [['sourcePort', 'id.orig_p'], ['destinationPort', 'id.resp_p']],
};

const file: FieldMap = { text: [['filePath', 'filename'], ['fileSha256', 'sha256'], ['message', 'mime_type']], numbers: [['bytesIn', 'total_bytes']] };

/** Zeek's logs by name; logs that are not named here are kind `other`. */
export const ZEEK_LOGS: Readonly<Record<string, ZeekLog | undefined>> = {
  conn: {
    kind: 'network_connection', categories: ['network_connection', 'firewall'], signature: ['conn_state', 'orig_pkts'],
    map: { text: [['message', 'service']], numbers: [['bytesOut', 'orig_bytes'], ['bytesIn', 'resp_bytes']] },
  },
  dns: { kind: 'dns_query', categories: ['dns'], signature: ['query', 'qtype_name'], map: { text: [['destinationDomain', 'query'], ['message', 'rcode_name']] } },
  http: {
    kind: 'http_request', categories: ['proxy', 'webserver'], signature: ['trans_depth', 'request_body_len'],
    map: {
      text: [['httpMethod', 'method'], ['userAgent', 'user_agent'], ['destinationDomain', 'host'], ['accountName', 'username']],
      numbers: [['httpStatus', 'status_code'], ['bytesOut', 'request_body_len'], ['bytesIn', 'response_body_len']],
    },
  },
  ssl: { kind: 'tls_session', signature: ['cipher', 'established'], map: { text: [['destinationDomain', 'server_name'], ['message', 'ja3']] } },
  x509: { kind: 'other', signature: ['certificate.subject', 'certificate.issuer'], map: { text: [['message', 'certificate.subject']] } },
  files: { kind: 'file_transfer', signature: ['fuid', 'seen_bytes'], map: file },
  pe: { kind: 'file_transfer', map: { text: [['message', 'machine']] } },
  smb_files: { kind: 'share_access', signature: ['action', 'times.modified'], map: { text: [['filePath', 'name'], ['shareName', 'path'], ['message', 'action']], numbers: [['bytesIn', 'size']] } },
  smb_mapping: { kind: 'share_access', signature: ['path', 'share_type'], map: { text: [['shareName', 'path'], ['message', 'share_type']] } },
  dce_rpc: { kind: 'remote_session', signature: ['endpoint', 'operation'], map: { text: [['pipeName', 'named_pipe'], ['serviceName', 'endpoint'], ['message', 'operation']] } },
  kerberos: { kind: 'kerberos_ticket', signature: ['request_type', 'client'], map: { text: [['accountName', 'client'], ['serviceName', 'service'], ['message', 'error_msg']] } },
  ntlm: { kind: 'logon', signature: ['domainname', 'hostname'], map: { text: [['accountName', 'username'], ['sourceHost', 'hostname']] } },
  rdp: { kind: 'remote_session', signature: ['security_protocol'], map: { text: [['accountName', 'cookie'], ['sourceHost', 'client_name'], ['message', 'result']] } },
  ssh: { kind: 'remote_session', signature: ['auth_attempts'], map: { text: [['userAgent', 'client'], ['message', 'server']] } },
  smtp: { kind: 'other', map: { text: [['accountName', 'mailfrom'], ['message', 'subject']] } },
  ftp: { kind: 'file_transfer', map: { text: [['accountName', 'user'], ['httpMethod', 'command'], ['filePath', 'arg']] } },
  notice: { kind: 'security_alert', signature: ['note', 'msg'], map: { text: [['message', 'note'], ['sourceAddress', 'src'], ['destinationAddress', 'dst']] } },
  weird: { kind: 'other', signature: ['name', 'notice', 'peer'], map: { text: [['message', 'name']] } },
};
