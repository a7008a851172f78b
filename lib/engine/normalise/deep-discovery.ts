import type { Activity, Normalised, ProductSeverity } from '../activity/activity';
import type { JsonObject } from '../decode/types';
import { address, setAccount, setEndpoint } from './identity';
import { setOwnSide } from './own-side';
import { setProductAlert, severityOnScale } from './product-alert';
import { addAntivirusFields } from './sigma-antivirus';
import { firstField, mayHoldVendorEvent, vendorEvent, type VendorEvent } from './text-record';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, integer, text, type FieldMap } from './values';

const TIMES = ['devTime', 'devtime', 'rt', 'end', 'start'];

const VALUES: FieldMap = {
  text: [
    ['sourceAddress', 'src'], ['sourceAddress', 'Source IPv6 Address'], ['sourceAddress', 'c6a2'], ['destinationAddress', 'dst'], ['destinationAddress', 'Destination IPv6 Address'],
    ['destinationAddress', 'c6a3'], ['sourceHost', 'shost'], ['destinationDomain', 'dhost'], ['transport', 'proto'], ['transport', 'app'], ['url', 'url'], ['url', 'request'],
    ['userAgent', 'requestClientApplication'], ['filePath', 'fname'], ['fileSha256', 'fileHash2'], ['fileSha256', 'fileHashSha256'],
  ],
  numbers: [['sourcePort', 'srcPort'], ['sourcePort', 'spt'], ['destinationPort', 'dstPort'], ['destinationPort', 'dpt']],
};

/** The severity table of Deep Discovery: even steps from 2 on. */
const SEVERITIES: readonly (readonly [number, ProductSeverity])[] = [[0, 'informational'], [4, 'low'], [6, 'medium'], [8, 'high'], [10, 'critical']];
/** Of an analysed file. */
const RATINGS: readonly (readonly [number, ProductSeverity])[] = [[0, 'informational'], [1, 'low'], [2, 'medium'], [3, 'high']];

/** Phases of an attack as the product names them. */
const TACTICS: Readonly<Record<string, string | undefined>> = {
  'intelligence gathering': 'TA0043', 'point of entry': 'TA0001', 'command and control communication': 'TA0011', 'lateral movement': 'TA0008', 'asset and data discovery': 'TA0007',
  'asset/data discovery': 'TA0007', 'data exfiltration': 'TA0010',
};
/** Messages about the appliance itself. */
const NOTICES = /^(?:SYSTEM_EVENT|PRODUCT_UPDATE|DENYLIST_CHANGE|MESSAGE_TRACKING|AUDIT|300\d{3}|200120)/;

/** Deep Discovery's detections as LEEF, CEF and TMEF. */
export const deepDiscovery: Recogniser = {
  family: 'deep-discovery',
  recognises: (record) => typeof record === 'string' && mayHoldVendorEvent(record) && /\|(?:Trend Micro )?Deep Discovery[^|]*\|/i.test(record),
  normalise: (record, context) => {
    const event = typeof record === 'string' ? vendorEvent(record) : undefined;
    return event === undefined ? unparsed.normalise(record, context) : normaliseDetection(event, context);
  },
};

function normaliseDetection(event: VendorEvent, context: NormaliseContext): Normalised {
  const fields: JsonObject = event.fields;
  const notice = NOTICES.test(event.eventId) || NOTICES.test(event.name);
  const activity: Activity = { ...genericTime(fields, context, TIMES), family: 'deep-discovery', kind: notice ? 'other' : 'security_alert', channel: event.product, eventCode: event.eventId };
  applyMap(activity, fields, VALUES);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.transport = activity.transport?.toLowerCase();
  if (activity.fileSha256?.length !== 64) delete activity.fileSha256;
  activity.message = text(fields.msg) ?? event.name;
  if (!notice) {
    setPlace(activity, event.fields);
    setAccount(activity, firstField(event.fields, ['suser1', 'suser', 'duser1', 'duser'])?.split(';')[0]);
    setDetection(activity, event);
  }
  const malware = firstField(event.fields, ['malName', 'Malware name']);
  if (malware !== undefined) addAntivirusFields(fields, activity, malware);
  const categories = notice ? [] : malware === undefined ? ['alert'] : ['alert', 'antivirus'];
  return { activity, event: { product: 'deep-discovery', service: event.eventId.toLowerCase(), categories, fields } };
}

/** The host that matters is named as such, else it is the internal side: 1 says that the source is. */
function setPlace(activity: Activity, fields: Record<string, string>): void {
  const { sourceAddress, destinationAddress } = activity;
  const direction = fields.deviceDirection;
  const told = address(firstField(fields, ['interestedIp', 'Interested IP', 'InterestedIP', 'interestedIpv6', 'Interested IPv6']));
  const own = told ?? (direction === '1' ? sourceAddress : direction === '0' ? destinationAddress : undefined);
  if (own !== undefined) {
    activity.endpointKey = own;
    activity.endpointAddress = own;
    activity.direction = own === destinationAddress ? 'inbound' : 'outbound';
  } else setOwnSide(activity);
  const host = activity.endpointAddress === destinationAddress ? activity.destinationDomain : activity.sourceHost;
  if (host !== undefined && address(host) === undefined) setEndpoint(activity, host);
  if (activity.sourceHost !== undefined && address(activity.sourceHost) !== undefined) delete activity.sourceHost;
}

function setDetection(activity: Activity, event: VendorEvent): void {
  const { fields } = event;
  const malware = firstField(fields, ['malName', 'Malware name']);
  const message = firstField(fields, ['msg', 'ruleName', 'Rule name']);
  const rating = event.eventId === 'FILE_ANALYZED' || event.name === 'FILE_ANALYZED' ? severityOnScale(integer(firstField(fields, ['rozRating', 'ROZRating', 'GRIDIsKnownGood'])), RATINGS) : undefined;
  const phases = [fields.pAttackPhase, fields.sAttackPhase, fields['Primary attack phase'], fields.AttackPhase];
  setProductAlert(activity, {
    name: malware ?? message ?? event.name, severity: rating ?? severityOnScale(integer(event.severity), SEVERITIES) ?? 'low', action: firstField(fields, ['act']),
    attack: [...phases.flatMap((phase) => TACTICS[phase?.toLowerCase() ?? ''] ?? []), fields.mitreMapping, fields.tacticId],
  });
}
