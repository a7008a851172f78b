import type { Activity, Normalised } from '../activity/activity';
import { parseCef, type CefMessage } from '../decode/cef';
import type { JsonObject } from '../decode/types';
import { address, setAccount, setEndpoint } from './identity';
import { addWebFields, hostOf } from './sigma-web';
import type { NormaliseContext, Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { applyMap, integer, text, type FieldMap } from './values';

/** The access log among the gateway's messages. */
const ACCESS_LOG = '100000';

const ACCESS: FieldMap = {
  text: [
    ['accountName', 'suser'], ['accountName', 'userName'], ['sourceAddress', 'src'], ['destinationAddress', 'dst'], ['destinationDomain', 'dhost'], ['destinationDomain', 'domainName'],
    ['url', 'request'], ['httpMethod', 'requestMethod'], ['userAgent', 'requestClientApplication'], ['filePath', 'fname'], ['transport', 'app'],
  ],
  numbers: [['sourcePort', 'spt'], ['destinationPort', 'dpt'], ['bytesOut', 'out'], ['bytesIn', 'in'], ['bytesIn', 'transportBytes'], ['httpStatus', 'responseCode']],
};

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
  setAccount(activity, activity.accountName);
  const source = address(activity.sourceAddress);
  activity.sourceAddress = source;
  activity.destinationAddress = address(activity.destinationAddress);
  setEndpoint(activity, text(fields.shost));
  if (source !== undefined) {
    activity.endpointAddress = source;
    activity.endpointKey ??= source;
  }
  const host = activity.url === undefined ? activity.destinationDomain : hostOf(activity.url);
  if (host !== undefined) activity.destinationDomain = host;
  if (activity.url === undefined && host !== undefined) activity.url = host;
  const action = text(fields.act) ?? ACTIONS[message.severity];
  const found = text(fields.malwareType) ?? text(fields.cat);
  activity.message = [action, text(fields.policyName), found].filter((part) => part !== undefined).join(' · ') || undefined;
  if (action !== undefined) fields.action = action;
  if (integer(fields.wrsScore) !== undefined) fields.wrsScore = integer(fields.wrsScore);
  addWebFields(fields, activity, text(fields.requestContext));
  return { activity, event: { product: 'web-gateway', service: 'access', categories: ['proxy'], fields } };
}
