import type { Activity, Normalised, ProductSeverity } from '../activity/activity';
import { parseSyslog } from '../decode/syslog';
import type { JsonObject } from '../decode/types';
import { address, isSharedAddress, qualifiedName, setAccount, setEndpoint } from './identity';
import { setOwnSide } from './own-side';
import { setProductAlert, severityOfWord, severityOnScale } from './product-alert';
import { addHostFields } from './sigma-host';
import { addWebFields, hostOf } from './sigma-web';
import { firstField, mayHoldVendorEvent, vendorEvent, type VendorEvent } from './text-record';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, number, text, type FieldMap } from './values';

const TIMES = ['rt', 'devTime', 'end', 'start', 'deviceReceiptTime'];

const VALUES: FieldMap = {
  text: [
    ['sourceAddress', 'src'], ['destinationAddress', 'dst'], ['sourceHost', 'shost'], ['destinationDomain', 'dhost'], ['transport', 'proto'], ['url', 'request'], ['url', 'url'],
    ['httpMethod', 'requestMethod'], ['userAgent', 'requestClientApplication'], ['filePath', 'filePath'], ['filePath', 'fname'], ['processImage', 'sproc'], ['processImage', 'deviceProcessName'], ['message', 'msg'],
  ],
  // CEF counts from source to destination: `in` is what the source sent.
  numbers: [['sourcePort', 'spt'], ['sourcePort', 'srcPort'], ['destinationPort', 'dpt'], ['destinationPort', 'dstPort'], ['bytesOut', 'in'], ['bytesIn', 'out'], ['bytesOut', 'srcBytes'], ['bytesIn', 'dstBytes']],
};

/** CEF's own scale, which LEEF shares. */
const SEVERITIES: readonly (readonly [number, ProductSeverity])[] = [[0, 'informational'], [2, 'low'], [4, 'medium'], [7, 'high'], [9, 'critical']];
const TRAFFIC = /\b(?:traffic|session|connection|accept(?:ed)?|allow(?:ed)?|permit(?:ted)?|flow|forward(?:ed)?|teardown|built)\b/i;

/** CEF and LEEF of products that have no file of their own. */
export const vendor: Recogniser = {
  family: 'syslog',
  recognises: (record) => typeof record === 'string' && mayHoldVendorEvent(record) && vendorEvent(record) !== undefined,
  normalise: (record, context) => {
    const event = typeof record === 'string' ? vendorEvent(record) : undefined;
    return typeof record !== 'string' || event === undefined ? unparsed.normalise(record, context) : normaliseVendorEvent(event, record, context);
  },
};

function normaliseVendorEvent(event: VendorEvent, line: string, context: NormaliseContext): Normalised {
  const fields: JsonObject = event.fields;
  const activity: Activity = { ...genericTime(fields, context, TIMES), family: 'syslog', kind: 'other', channel: `${event.vendor} ${event.product}`.trim(), eventCode: event.eventId };
  applyMap(activity, fields, VALUES);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.transport = activity.transport?.toLowerCase();
  setAccount(activity, qualifiedName(firstField(event.fields, ['sntdom', 'dntdom', 'domain']), firstField(event.fields, ['suser', 'duser', 'usrName'])));
  setPlace(activity, event, line);
  activity.message ??= event.name;
  setKind(activity, event);
  if (activity.kind === 'http_request') {
    if (activity.url !== undefined) activity.destinationDomain ??= hostOf(activity.url);
    addWebFields(fields, activity, text(fields.requestContext));
  } else addHostFields(fields, activity);
  const categories = activity.kind === 'http_request' ? ['proxy'] : activity.kind === 'network_connection' ? ['firewall', 'network_connection'] : activity.kind === 'security_alert' ? ['alert'] : [];
  return { activity, event: { product: event.vendor.toLowerCase(), service: event.product.toLowerCase(), categories, fields } };
}

/** The source, if it is one of ours; else the device that wrote it. */
function setPlace(activity: Activity, event: VendorEvent, line: string): void {
  setOwnSide(activity);
  const host = firstField(event.fields, ['shost']);
  if (host !== undefined && address(host) === undefined && activity.endpointAddress === activity.sourceAddress) setEndpoint(activity, host);
  if (activity.endpointKey !== undefined) return;
  setEndpoint(activity, firstField(event.fields, ['dvchost', 'deviceHostName', 'identHostName']) ?? parseSyslog(line)?.host);
  const own = address(firstField(event.fields, ['dvc', 'deviceAddress']));
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
}

function setKind(activity: Activity, event: VendorEvent): void {
  const severity = severityOfWord(event.severity) ?? severityOnScale(number(event.severity), SEVERITIES);
  const grave = severity !== undefined && severity !== 'informational' && severity !== 'low';
  const connected = activity.sourceAddress !== undefined && activity.destinationAddress !== undefined;
  if (grave && !TRAFFIC.test(event.name)) {
    activity.kind = 'security_alert';
    setProductAlert(activity, { name: event.name, severity, action: firstField(event.fields, ['act']), attack: Object.keys(event.fields).filter((key) => /mitre|techni|tactic|att&ck/i.test(key)).map((key) => event.fields[key]) });
  } else if (activity.url !== undefined && activity.httpMethod !== undefined) activity.kind = 'http_request';
  else if (connected) activity.kind = 'network_connection';
}
