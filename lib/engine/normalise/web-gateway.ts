import type { Activity, Normalised } from '../activity/activity';
import { parseCef, type CefMessage } from '../decode/cef';
import type { JsonObject } from '../decode/types';
import { address, setAccount, setEndpoint } from './identity';
import { setProductAlert } from './product-alert';
import { addWebFields, hostOf } from './sigma-web';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, integer, text, type FieldMap } from './values';

/** The access log among the gateway's messages. */
const ACCESS_LOG = '100000';

const ACCESS: FieldMap = {
  text: [
    ['sourceAddress', 'src'], ['destinationAddress', 'dst'], ['destinationDomain', 'dhost'], ['destinationDomain', 'domainName'],
    ['url', 'request'], ['httpMethod', 'requestMethod'], ['userAgent', 'requestClientApplication'], ['filePath', 'fname'],
  ],
  // CEF counts from source to destination: `in` is what the client sent, `out` what came back.
  numbers: [
    ['sourcePort', 'spt'], ['destinationPort', 'dpt'], ['bytesOut', 'upStreamSize'], ['bytesOut', 'in'], ['bytesIn', 'downStreamSize'], ['bytesIn', 'out'],
    ['httpStatus', 'responseCode'],
  ],
};

/** Methods whose request carries the body. */
const UPLOADS = new Set(['POST', 'PUT', 'PATCH']);

const PROTOCOLS: Readonly<Record<string, string | undefined>> = { '1': 'http', '2': 'https', '3': 'http2' };

/** What the gateway did, by the severity of the message. */
const ACTIONS: Readonly<Record<string, string | undefined>> = { '0': 'allow', '1': 'warn', '2': 'block' };

/** Web Security's access log, as CEF. */
export const webGateway: Recogniser = {
  family: 'web-gateway',
  recognises: (record) => typeof record === 'string' && record.includes('CEF:') && isAccessLog(record),
  normalise: (record, context) => {
    const message = typeof record === 'string' ? parseCef(record) : undefined;
    return message === undefined ? unparsed.normalise(record, context) : normaliseAccess(message, context);
  },
};

function isAccessLog(line: string): boolean {
  return line.includes(`|${ACCESS_LOG}|`) && /\|[^|]*Web Security[^|]*\|/i.test(line);
}

function normaliseAccess(message: CefMessage, context: NormaliseContext): Normalised {
  const fields: JsonObject = { ...message.extension };
  const activity: Activity = { ...genericTime(fields, context, ['rt', 'end', 'start']), family: 'web-gateway', kind: 'http_request', channel: 'access', eventCode: message.eventClass };
  applyMap(activity, fields, ACCESS);
  activity.sourceAddress = address(activity.sourceAddress);
  readClient(activity, fields);
  const protocol = text(fields.app);
  if (protocol !== undefined) activity.transport = PROTOCOLS[protocol] ?? protocol.toLowerCase();
  readBodySize(activity, fields);
  activity.destinationAddress = address(activity.destinationAddress);
  setEndpoint(activity, text(fields.shost));
  activity.endpointAddress = activity.sourceAddress;
  activity.endpointKey ??= activity.sourceAddress;
  const host = activity.url === undefined ? activity.destinationDomain : hostOf(activity.url);
  if (host !== undefined) activity.destinationDomain = host;
  if (activity.url === undefined && host !== undefined) activity.url = host;
  const action = text(fields.act) ?? ACTIONS[message.severity];
  const found = [text(fields.malwareType), text(fields.cat)].find((value) => value !== undefined && value !== '0');
  activity.message = [action, text(fields.policyName), found].filter((part) => part !== undefined).join(' · ') || undefined;
  if (action !== undefined) fields.action = action;
  setMalware(activity, text(fields.malwareType), action);
  if (integer(fields.wrsScore) !== undefined) fields.wrsScore = integer(fields.wrsScore);
  addWebFields(fields, activity, text(fields.requestContext));
  return { activity, event: { product: 'web-gateway', service: 'access', categories: ['proxy'], fields } };
}

/** Malware in what was fetched is the gateway's own finding; some versions write its kind as a number, 0 for none. */
function setMalware(activity: Activity, type: string | undefined, action: string | undefined): void {
  if (type === undefined || type === '0') return;
  setProductAlert(activity, { name: /^\d+$/.test(type) ? 'Malware in web traffic' : `Malware in web traffic: ${type}`, severity: action === 'block' ? 'medium' : 'high', action });
}

/** Where the gateway knows no user, it writes the client's address in the name's place. */
function readClient(activity: Activity, fields: JsonObject): void {
  const names = [text(fields.userName), text(fields.suser), text(fields.principalName)];
  setAccount(activity, names.find((name) => name !== undefined && address(name) === undefined));
  activity.sourceAddress ??= address(names[0]);
}

/** `transportBytes` is the size of one body: of the request where the method sends one, else of the answer. */
function readBodySize(activity: Activity, fields: JsonObject): void {
  const size = integer(fields.transportBytes);
  if (size === undefined || activity.bytesIn !== undefined || activity.bytesOut !== undefined) return;
  if (UPLOADS.has(activity.httpMethod?.toUpperCase() ?? '')) activity.bytesOut = size;
  else activity.bytesIn = size;
}
