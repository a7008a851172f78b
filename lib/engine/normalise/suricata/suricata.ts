import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, qualifiedName, setAccount } from '../identity';
import { setOwnSide } from '../own-side';
import { setProductAlert } from '../product-alert';
import { addDnsFields } from '../sigma-dns';
import { addWebFields } from '../sigma-web';
import type { NormaliseContext, Recogniser } from '../types';
import { genericTime, unparsed } from '../unparsed';
import { applyMap, firstText, text, type FieldMap } from '../values';
import { SURICATA_EVENTS } from './events';
import { suricataSeverity } from './severity';

const CONNECTION: FieldMap = {
  text: [['sourceAddress', 'src_ip'], ['destinationAddress', 'dest_ip'], ['transport', 'proto']],
  numbers: [['sourcePort', 'src_port'], ['destinationPort', 'dest_port']],
};

/** Suricata's `eve.json`. */
export const suricata: Recogniser = {
  family: 'suricata',
  recognises: (record) => isJsonObject(record) && typeof record.event_type === 'string' && record.timestamp !== undefined && (record.flow_id !== undefined || record.src_ip !== undefined || record.stats !== undefined),
  normalise: (record, context) => (isJsonObject(record) ? normaliseEve(record, context) : unparsed.normalise(record, context)),
};

function normaliseEve(record: JsonObject, context: NormaliseContext): Normalised {
  const type = text(record.event_type) ?? '';
  const known = SURICATA_EVENTS[type];
  const activity: Activity = { ...genericTime(record, context, ['timestamp']), family: 'suricata', kind: known?.kind ?? 'other', channel: `eve.${type}` };
  applyMap(activity, record, CONNECTION);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  activity.transport = activity.transport?.toLowerCase();
  const own = record[type];
  if (isJsonObject(own) && known?.map !== undefined) applyMap(activity, own, known.map);
  // An alert, or a file, brings the protocol's record along.
  for (const other of ['http', 'dns', 'tls', 'smb'] as const) {
    const beside = record[other];
    const map = SURICATA_EVENTS[other]?.map;
    if (other !== type && isJsonObject(beside) && map !== undefined) applyMap(activity, beside, map);
  }
  setOwnSide(activity);
  readProtocol(activity, record, type);
  return { activity, event: { product: 'suricata', service: type, categories: known?.categories ?? [], fields: record } };
}

function readProtocol(activity: Activity, record: JsonObject, type: string): void {
  if (isJsonObject(record.alert)) readAlert(activity, record.alert);
  if (isJsonObject(record.dns)) readDns(activity, record, record.dns);
  if (isJsonObject(record.http)) readHttp(activity, record, record.http);
  if (isJsonObject(record.smb)) readSmb(activity, record.smb);
  if (type === 'krb5' && isJsonObject(record.krb5)) setAccount(activity, qualifiedName(text(record.krb5.realm), activity.accountName));
  else setAccount(activity, activity.accountName);
}

function readAlert(activity: Activity, alert: JsonObject): void {
  const signature = text(alert.signature);
  activity.eventCode = text(alert.signature_id);
  activity.message = signature;
  // Lists of bad addresses come as hundreds of numbered signatures, which are one rule.
  setProductAlert(activity, { name: signature?.replace(/ group \d+$/i, ''), severity: suricataSeverity(alert), action: text(alert.action), attack: isJsonObject(alert.metadata) ? [alert.metadata.mitre_tactic_id, alert.metadata.mitre_technique_id] : [] });
}

/** Version 2 names queries in a list, version 1 in the object itself; answers may come with them or apart. */
function readDns(activity: Activity, record: JsonObject, dns: JsonObject): void {
  const query = Array.isArray(dns.queries) ? dns.queries.find(isJsonObject) : Array.isArray(dns.query) ? dns.query.find(isJsonObject) : undefined;
  activity.destinationDomain ??= text(query?.rrname);
  const answers = Array.isArray(dns.answers) ? dns.answers.slice(0, 50).filter(isJsonObject).flatMap((answer) => text(answer.rdata) ?? []) : [text(dns.rdata)].filter((one) => one !== undefined);
  addDnsFields(record, activity, dns.rrtype ?? query?.rrtype, answers.length > 0 ? answers : undefined);
}

/** A request as sent to a server names a path, as sent to a proxy a whole URL. */
function readHttp(activity: Activity, record: JsonObject, http: JsonObject): void {
  const host = activity.destinationDomain ?? activity.destinationAddress;
  const { url } = activity;
  if (url !== undefined && !url.includes('://') && host !== undefined) activity.url = `http://${host}${url.startsWith('/') ? '' : '/'}${url}`;
  addWebFields(record, activity, text(http.http_refer));
}

function readSmb(activity: Activity, smb: JsonObject): void {
  const ntlm = isJsonObject(smb.ntlmssp) ? smb.ntlmssp : undefined;
  activity.accountName ??= qualifiedName(text(ntlm?.domain), text(ntlm?.user)) ?? firstText(smb.user);
  activity.sourceHost ??= text(ntlm?.host);
}
