import type { Activity, Normalised } from '../activity/activity';
import { parseSyslog } from '../decode/syslog';
import type { JsonObject } from '../decode/types';
import { address, setAccount, setEndpoint } from './identity';
import { addWebFields, hostOf } from './sigma-web';
import { parseTime } from './time';
import type { NormaliseContext, Recogniser } from './types';
import { unparsed } from './unparsed';
import { integer, text } from './values';

/** `time elapsed client code/status bytes method URL user hierarchy/peer type`, with what a combined format adds behind. */
const LINE = /^\s*(\d{9,11}\.\d{1,6})\s+(-?\d{1,12})\s+(\S{1,255})\s+([A-Z_]{3,60})\/(\d{3})\s+(\d{1,15})\s+([A-Za-z_-]{1,32})\s+(\S+)\s+(\S+)\s+([A-Z_]{3,60})\/(\S*)\s*(\S*)/;

/** Squid's native access log, as a file has it or as syslog carries it. */
export const squid: Recogniser = {
  family: 'proxy',
  recognises: (record) => typeof record === 'string' && lineOf(record) !== null,
  normalise: (record, context) => {
    const line = typeof record === 'string' ? lineOf(record) : null;
    return line === null ? unparsed.normalise(record, context) : normaliseAccess(line, context);
  },
};

function lineOf(record: string): RegExpExecArray | null {
  const direct = LINE.exec(record);
  if (direct !== null) return direct;
  if (!record.startsWith('<') && !/\bsquid/.test(record.slice(0, 300))) return null;
  const message = parseSyslog(record)?.message;
  return message === undefined ? null : LINE.exec(message);
}

function normaliseAccess(line: RegExpExecArray, context: NormaliseContext): Normalised {
  const [, time, , client, result = '', status, bytes, method = '', url = '', user, , peer, type] = line;
  const at = parseTime(time)?.at;
  const activity: Activity = {
    observedAt: at ?? context.receivedAt, timeSource: at === undefined ? 'received' : 'record', family: 'proxy', kind: 'http_request', channel: 'access', httpMethod: method, url,
  };
  activity.sourceAddress = address(client);
  if (activity.sourceAddress === undefined) setEndpoint(activity, client);
  activity.endpointAddress = activity.sourceAddress;
  activity.endpointKey ??= activity.sourceAddress;
  activity.httpStatus = integer(status) === 0 ? undefined : integer(status);
  activity.bytesIn = integer(bytes);
  activity.destinationAddress = address(peer);
  activity.destinationDomain = hostOf(url);
  // A tunnel names its port behind the host.
  activity.destinationPort = method === 'CONNECT' ? integer(/:(\d{1,5})$/.exec(url)?.[1]) : undefined;
  setAccount(activity, text(user));
  activity.message = result;
  const fields: JsonObject = { 'sc-result': result, 'cs-mime-type': text(type), action: result.includes('DENIED') ? 'denied' : 'allowed' };
  addWebFields(fields, activity, undefined);
  return { activity, event: { product: 'proxy', service: 'squid', categories: ['proxy'], fields } };
}
