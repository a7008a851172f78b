import type { Activity, Normalised } from '../../activity/activity';
import { isJsonObject, type JsonObject } from '../../decode/types';
import { address, isPrivateAddress, setAccount } from '../identity';
import { setProductAlert } from '../product-alert';
import { addWebFields } from '../sigma-web';
import type { NormaliseContext, Recogniser } from '../types';
import { genericTime, unparsed } from '../unparsed';
import { applyMap, firstText, text } from '../values';
import { CONNECTION, ZEEK_LOGS } from './logs';
import { noticeSeverity } from './notices';

/** Zeek's logs, as TSV rows and as JSON with or without `_path`. */
export const zeek: Recogniser = {
  family: 'zeek',
  recognises: (record) => isJsonObject(record) && logOf(record) !== undefined,
  normalise: (record, context) => {
    const log = isJsonObject(record) ? logOf(record) : undefined;
    return isJsonObject(record) && log !== undefined ? normaliseZeek(record, log, context) : unparsed.normalise(record, context);
  },
};

const SIGNATURES: readonly (readonly [log: string, fields: readonly string[]])[] = Object.entries(ZEEK_LOGS).flatMap(([log, known]) =>
  known?.signature === undefined ? [] : [[log, known.signature] as const]);

/** The log that a row belongs to; undefined when it is not Zeek's. */
function logOf(record: JsonObject): string | undefined {
  if (typeof record._path === 'string') return record._path;
  if (record.ts === undefined || (record.uid === undefined && record['id.orig_h'] === undefined && record.fuid === undefined && record.id === undefined)) return undefined;
  for (const [log, fields] of SIGNATURES) if (fields.every((field) => record[field] !== undefined)) return log;
  return record['id.orig_h'] === undefined ? undefined : 'unknown';
}

function normaliseZeek(record: JsonObject, log: string, context: NormaliseContext): Normalised {
  const known = ZEEK_LOGS[log];
  const activity: Activity = { ...genericTime(record, context, ['ts', '_write_ts']), family: 'zeek', kind: known?.kind ?? 'other', channel: text(log) ?? 'unknown' };
  applyMap(activity, record, CONNECTION);
  if (known?.map !== undefined) applyMap(activity, record, known.map);
  readTransferHosts(activity, record);
  activity.sourceAddress = address(activity.sourceAddress);
  activity.destinationAddress = address(activity.destinationAddress);
  setEndpointOf(activity, record);
  setAccount(activity, log === 'kerberos' ? principalName(activity.accountName) : activity.accountName);
  if (log === 'ssh' && record.auth_success === false) activity.kind = 'logon_failure';
  if (log === 'http') readHttp(activity, record);
  if (log === 'notice') setProductAlert(activity, { name: text(record.note), severity: noticeSeverity(text(record.note) ?? ''), action: firstText(record.actions), attack: [record.msg, record.note] });
  return { activity, event: { product: 'zeek', service: log, categories: known?.categories ?? [], fields: record } };
}

/** `files` of older versions name hosts in sets instead of a connection. */
function readTransferHosts(activity: Activity, record: JsonObject): void {
  const senders = record.tx_hosts;
  const receivers = record.rx_hosts;
  if (activity.sourceAddress === undefined && Array.isArray(receivers)) activity.sourceAddress = text(receivers[0]);
  if (activity.destinationAddress === undefined && Array.isArray(senders)) activity.destinationAddress = text(senders[0]);
}

/** The endpoint is the side of the connection that is ours: the originator first. Addresses of strangers make no endpoint. */
function setEndpointOf(activity: Activity, record: JsonObject): void {
  const { sourceAddress, destinationAddress } = activity;
  const own = sourceAddress !== undefined && (isPrivateAddress(sourceAddress) || record.local_orig === true)
    ? sourceAddress
    : destinationAddress !== undefined && (isPrivateAddress(destinationAddress) || record.local_resp === true) ? destinationAddress : undefined;
  if (own === undefined) return;
  activity.endpointKey = own;
  activity.endpointAddress = own;
}

/** Kerberos writes `name/REALM`. */
function principalName(principal: string | undefined): string | undefined {
  const parts = principal === undefined ? null : /^([^/]+)\/([^/]+)$/.exec(principal);
  return parts === null ? principal : `${parts[2]}\\${parts[1]}`;
}

/** A request as sent to a server names a path, as sent to a proxy a whole URL. */
function readHttp(activity: Activity, record: JsonObject): void {
  const uri = text(record.uri);
  const host = activity.destinationDomain ?? activity.destinationAddress;
  if (uri !== undefined) activity.url = uri.includes('://') || host === undefined ? uri : `http://${host}${uri.startsWith('/') ? '' : '/'}${uri}`;
  addWebFields(record, activity, text(record.referrer));
}
