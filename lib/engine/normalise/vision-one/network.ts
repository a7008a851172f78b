import type { Activity, ActivityKind, Normalised } from '../../activity/activity';
import type { JsonObject } from '../../decode/types';
import { address, setAccount } from '../identity';
import { setOwnSide } from '../own-side';
import { setProductAlert } from '../product-alert';
import { addDnsFields } from '../sigma-dns';
import { addHostFields } from '../sigma-host';
import { addWebFields, hostOf } from '../sigma-web';
import { applyMap, text, type FieldMap } from '../values';

const NETWORK: FieldMap = {
  text: [
    ['sourceAddress', 'clientIp'], ['sourceAddress', 'src'], ['destinationAddress', 'serverIp'], ['destinationAddress', 'dst'], ['sourceHost', 'clientHost'], ['sourceHost', 'shost'],
    ['url', 'request'], ['httpMethod', 'requestMethod'], ['userAgent', 'userAgent'], ['userAgent', 'requestClientApplication'], ['destinationDomain', 'hostName'],
    ['destinationDomain', 'requestBase'], ['destinationDomain', 'serverHost'], ['destinationDomain', 'dhost'], ['filePath', 'fileName'], ['fileSha256', 'fileHashSha256'],
    ['fileSha256', 'respFileHashSha256'], ['transport', 'app'],
  ],
  numbers: [
    ['sourcePort', 'clientPort'], ['sourcePort', 'spt'], ['destinationPort', 'serverPort'], ['destinationPort', 'dpt'], ['httpStatus', 'respCode'],
    ['bytesOut', 'requestSize'], ['bytesOut', 'reqDataSize'], ['bytesIn', 'responseSize'], ['bytesIn', 'respDataSize'],
  ],
};

interface Protocol { kind: ActivityKind; categories: readonly string[] }

const HTTP: Protocol = { kind: 'http_request', categories: ['proxy'] };
const CONNECTION: Protocol = { kind: 'network_connection', categories: ['network_connection', 'firewall'] };
const PROTOCOLS: readonly (readonly [RegExp, Protocol])[] = [
  [/^dns/i, { kind: 'dns_query', categories: ['dns'] }], [/^https?/i, HTTP], [/^smb|^cifs/i, { kind: 'share_access', categories: [] }],
  [/^(?:ssl|tls)/i, { kind: 'tls_session', categories: [] }], [/^krb|^kerberos/i, { kind: 'kerberos_ticket', categories: [] }], [/^ftp/i, { kind: 'file_transfer', categories: [] }],
  [/^(?:rdp|ssh|winrm|dce|msrpc)/i, { kind: 'remote_session', categories: [] }],
];

/** A network sensor's or web gateway's record. Owns the record. */
export function readNetworkActivity(activity: Activity, record: JsonObject): Normalised {
  const { kind, categories } = protocolOf(record);
  activity.kind = kind;
  applyMap(activity, record, NETWORK);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.fileSha256 = activity.fileSha256?.toLowerCase();
  activity.transport = activity.transport?.toLowerCase();
  if (kind === 'http_request' && activity.url !== undefined) activity.destinationDomain = hostOf(activity.url) ?? activity.destinationDomain;
  const user = [record.principalName, record.suser, record.suid].map(text).find((name) => name !== undefined && address(name) === undefined);
  setAccount(activity, user);
  setOwnSide(activity);
  const malware = text(record.malName);
  if (malware !== undefined) setProductAlert(activity, { name: malware, severity: 'medium', action: text(record.act), attack: [record.tags] });
  activity.message = malware ?? text(record.ruleName) ?? text(record.act);
  if (kind === 'dns_query') addDnsFields(record, activity, record.dnsQueryType);
  else addHostFields(record, activity);
  if (kind === 'http_request') addWebFields(record, activity, text(record.httpReferer));
  return { activity, event: { product: 'vision-one', service: text(record.productCode) ?? '', categories, fields: record } };
}

function protocolOf(record: JsonObject): Protocol {
  const app = text(record.app) ?? '';
  const named = PROTOCOLS.find(([pattern]) => pattern.test(app))?.[1];
  if (named !== undefined) return named;
  if (record.dnsQueryType !== undefined) return { kind: 'dns_query', categories: ['dns'] };
  return record.requestMethod !== undefined || /:\/\//.test(text(record.request) ?? '') ? HTTP : CONNECTION;
}
