import type { Activity, Normalised, ProductSeverity } from '../activity/activity';
import type { JsonObject } from '../decode/types';
import { apexSignature, isHandled, type ApexSignature } from './apex-signatures';
import { address, setAccount, setEndpoint } from './identity';
import { setProductAlert } from './product-alert';
import { addAntivirusFields } from './sigma-antivirus';
import { addHostFields } from './sigma-host';
import { firstField, mayHoldVendorEvent, vendorEvent, type VendorEvent } from './text-record';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, integer, text, type FieldMap } from './values';

const TIMES = ['rt', 'deviceCustomDate1', 'end', 'start'];

const VALUES: FieldMap = {
  text: [
    ['url', 'request'], ['url', 'Infection Source'], ['processImage', 'deviceProcessName'], ['processImage', 'sproc'], ['processCommandLine', 'Process Command'], ['processCommandLine', 'Command'],
    ['sourceAddress', 'src'], ['destinationAddress', 'dst'], ['destinationDomain', 'dhost'],
  ],
  numbers: [['sourcePort', 'spt'], ['destinationPort', 'dpt'], ['processId', 'dpid']],
};

/** Findings that Apex Central forwards for its endpoints and for the other products that it manages, as CEF. */
export const apexCentral: Recogniser = {
  family: 'apex-central',
  recognises: (record) => typeof record === 'string' && mayHoldVendorEvent(record) && /\|(?:Trend Micro )?(?:Apex (?:Central|One)|Control Manager|OfficeScan)[^|]*\|/i.test(record),
  normalise: (record, context) => {
    const event = typeof record === 'string' ? vendorEvent(record) : undefined;
    return event === undefined ? unparsed.normalise(record, context) : normaliseFinding(event, context);
  },
};

function normaliseFinding(event: VendorEvent, context: NormaliseContext): Normalised {
  const fields: JsonObject = event.fields;
  const signature = apexSignature(event.eventId) ?? apexSignature(event.name);
  const finding = signature !== undefined && signature.notice !== true;
  const activity: Activity = { ...genericTime(fields, context, TIMES), family: 'apex-central', kind: finding ? 'security_alert' : 'other' };
  // Which of the managed products it came from.
  activity.channel = text(fields.deviceFacility) ?? event.product;
  activity.eventCode = event.eventId.split(':')[0];
  applyMap(activity, fields, VALUES);
  activity.filePath = filePathOf(event.fields);
  const hash = firstField(event.fields, ['fileHash', 'filehash', 'SHA256']);
  if (hash?.length === 64) activity.fileSha256 = hash.toLowerCase();
  setPlace(activity, event.fields, signature);
  setAccount(activity, accountOf(event.fields, signature));
  activity.message = text(fields.msg) ?? event.name;
  if (finding) setFinding(activity, event, signature);
  addHostFields(fields, activity);
  if (signature?.malware === true) addAntivirusFields(fields, activity, activity.productRuleName);
  const categories = signature?.malware === true ? ['alert', 'antivirus'] : ['alert'];
  return { activity, event: { product: 'apex-central', service: activity.eventCode?.toLowerCase() ?? '', categories: finding ? categories : [], fields } };
}

/** The endpoint is the host that the finding was made on, not the server that reported it. */
function setPlace(activity: Activity, fields: Record<string, string>, signature: ApexSignature | undefined): void {
  const onSource = signature?.endpoint !== 'destination';
  const host = firstField(fields, ['TMCMLogDetectedHost', ...(onSource ? ['shost', 'dhost', 'dvchost'] : ['dhost', 'dvchost', 'shost'])]);
  const own = [fields.TMCMLogDetectedIP, ...(onSource ? [fields.src, fields.c6a2, host] : [fields.dst, fields.c6a3, host])].map(address).find((item) => item !== undefined);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  if (host !== undefined && address(host) === undefined) setEndpoint(activity, host);
  activity.endpointAddress = own;
  activity.endpointKey ??= own;
  // The endpoint itself is no destination.
  if (!onSource) delete activity.destinationDomain;
  if (!onSource && activity.destinationAddress === own) delete activity.destinationAddress;
  if (activity.destinationDomain !== undefined && (activity.destinationDomain === host || address(activity.destinationDomain) !== undefined)) delete activity.destinationDomain;
}

function accountOf(fields: Record<string, string>, signature: ApexSignature | undefined): string | undefined {
  const keys = signature?.endpoint === 'source' ? ['suser', 'duser', 'Incident_Source_(AD_Account)'] : ['duser', 'suser'];
  return firstField(fields, keys)?.split(/[;,]/)[0]?.replaceAll('\\\\', '\\').trim();
}

function filePathOf(fields: Record<string, string>): string | undefined {
  const name = firstField(fields, ['fname']);
  const folder = firstField(fields, ['filePath', 'filepath', 'SLF_FileSource']);
  if (name === undefined || folder === undefined) return folder ?? name;
  if (/[\\/]/.test(name) || folder.toLowerCase().endsWith(name.toLowerCase())) return name.length > folder.length ? name : folder;
  return /[\\/]$/.test(folder) ? folder + name : `${folder}\\${name}`;
}

function setFinding(activity: Activity, event: VendorEvent, signature: ApexSignature): void {
  const action = firstField(event.fields, ['act', 'ActionResult', 'Action']) ?? event.eventId.split(':')[1];
  // Kinds without names of their own repeat themselves in the header, or number it.
  const threat = signature.names.length === 0 ? undefined : firstField(event.fields, signature.names) ?? event.name;
  const plain = threat === undefined || /^\d*$/.test(threat) || threat.toLowerCase() === signature.title.toLowerCase();
  const name = plain ? signature.title : `${signature.title}: ${threat}`;
  setProductAlert(activity, { name, severity: riskOf(event.fields) ?? (isHandled(action) ? signature.handled : signature.unhandled), action });
}

const RISKS: Readonly<Record<number, ProductSeverity | undefined>> = { 1: 'low', 2: 'medium', 3: 'high' };

/** Callbacks and Attack Discovery say how sure they are; 0 is unknown. */
function riskOf(fields: Record<string, string>): ProductSeverity | undefined {
  return RISKS[integer(firstField(fields, ['SLF_CCCA_RiskLevel', 'SLF_RiskLevel'])) ?? 0];
}
