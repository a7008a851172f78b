import type { Activity, Normalised } from '../activity/activity';
import { isJsonObject, type JsonObject } from '../decode/types';
import { address, setAccount, setEndpoint } from './identity';
import { addWebFields, hostOf } from './sigma-web';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { at, integer, text, type NumberProperty, type TextProperty } from './values';

/** Names that proxies give to the columns, W3C's first; the first that is there wins. Dotted names are nested objects or plain fields. */
const TEXTS: readonly (readonly [TextProperty, readonly string[]])[] = [
  ['url', ['c-uri', 'cs-uri', 'url.full', 'url.original', 'url', 'request_url', 'request']],
  ['destinationDomain', ['cs-host', 'cs(Host)', 'r-dns', 'r-host', 'url.domain', 'destination.domain', 'dest_host', 'host_header', 'domain']],
  ['httpMethod', ['cs-method', 'http.request.method', 'http_method', 'method']],
  ['userAgent', ['c-useragent', 'cs-user-agent', 'cs(User-Agent)', 'user_agent.original', 'user_agent', 'http_user_agent']],
  ['sourceAddress', ['c-ip', 'source.ip', 'client.ip', 'src_ip', 'client_ip', 'src']],
  ['destinationAddress', ['r-ip', 's-ip', 'destination.ip', 'server.ip', 'dst_ip', 'dest_ip', 'dst']],
  ['accountName', ['cs-username', 'cs-auth-user', 'user.name', 'username', 'user']],
  ['sourceHost', ['source.domain', 'src_host', 'client_host']],
];
const NUMBERS: readonly (readonly [NumberProperty, readonly string[]])[] = [
  ['httpStatus', ['sc-status', 'http.response.status_code', 'status_code', 'status', 'http_status']],
  ['bytesOut', ['cs-bytes', 'source.bytes', 'http.request.bytes', 'bytes_out']],
  ['bytesIn', ['sc-bytes', 'destination.bytes', 'http.response.bytes', 'bytes_in', 'bytes']],
  ['sourcePort', ['c-port', 'source.port', 'src_port']],
  ['destinationPort', ['s-port', 'destination.port', 'dst_port', 'dest_port']],
];
const TIMES = ['@timestamp', 'timestamp', 'time', 'ts', 'date_time'];

const urlOf = (record: JsonObject): string | undefined => firstOf(record, ['c-uri', 'cs-uri', 'cs-uri-stem', 'url.full', 'url.original', 'url', 'request_url', 'request']);
const methodOf = (record: JsonObject): string | undefined => firstOf(record, ['cs-method', 'http.request.method', 'http_method', 'method']);

/** Access records of a web proxy as JSON or as rows of a W3C log: a URL and a method are what makes one. */
export const proxy: Recogniser = {
  family: 'proxy',
  recognises: (record) => isJsonObject(record) && urlOf(record) !== undefined && methodOf(record) !== undefined,
  normalise: (record, context) => (isJsonObject(record) ? normaliseProxy(record, context) : unparsed.normalise(record, context)),
};

function normaliseProxy(record: JsonObject, context: NormaliseContext): Normalised {
  const activity: Activity = { ...genericTime(record, context, TIMES), family: 'proxy', kind: 'http_request', channel: 'access' };
  for (const [property, names] of TEXTS) activity[property] = firstOf(record, names);
  for (const [property, names] of NUMBERS) activity[property] = names.map((name) => integer(at(record, name))).find((value) => value !== undefined);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  setAccount(activity, activity.accountName);
  setEndpoint(activity, activity.sourceHost);
  const isServer = activity.url === undefined && record['cs-uri-stem'] !== undefined && record['cs-host'] === undefined;
  // A proxy's endpoint is its client, a web server's log is about the server.
  if (isServer) setEndpoint(activity, text(record['s-computername']));
  activity.endpointAddress = isServer ? activity.destinationAddress : activity.sourceAddress;
  activity.endpointKey ??= activity.endpointAddress;
  activity.url ??= joinedUrl(record, activity.destinationDomain);
  if (activity.destinationDomain === undefined && activity.url !== undefined) activity.destinationDomain = hostOf(activity.url);
  addWebFields(record, activity, firstOf(record, ['cs-referrer', 'cs(Referer)', 'http.request.referrer', 'referrer', 'referer']));
  // A web server's own log names the path alone.
  return { activity, event: { product: 'proxy', service: 'access', categories: isServer ? ['webserver'] : ['proxy'], fields: record } };
}

/** W3C logs may give a URL in parts. */
function joinedUrl(record: JsonObject, host: string | undefined): string | undefined {
  const stem = text(record['cs-uri-stem']);
  if (stem === undefined) return undefined;
  const query = text(record['cs-uri-query']);
  const path = query === undefined ? stem : `${stem}${query.startsWith('?') ? '' : '?'}${query}`;
  return host === undefined ? path : `${text(record['cs-uri-scheme']) ?? 'http'}://${host}${path}`;
}

function firstOf(record: JsonObject, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = text(at(record, name));
    if (value !== undefined) return value;
  }
  return undefined;
}
