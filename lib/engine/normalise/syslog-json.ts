import type { SyslogMessage } from '../decode/syslog';
import { isJsonObject, type JsonObject } from '../decode/types';
import { normaliseSyslog } from './syslog';
import type { Recogniser } from './types';
import { genericTime, unparsed } from './unparsed';
import { firstText, integer } from './values';

/** Names that relays and the journal give to the parts of an envelope. */
const APPS = ['programname', 'syslogtag', 'tag', 'app-name', 'appname', 'ident', 'SYSLOG_IDENTIFIER', 'program', 'PROGRAM'];
const HOSTS = ['hostname', 'host', 'fromhost', 'HOST', '_HOSTNAME'];
const MESSAGES = ['message', 'msg', 'MESSAGE'];
const TIMES = ['@timestamp', 'timereported', 'timestamp', 'time', 'ISODATE', 'DATE', 'timegenerated', '__REALTIME_TIMESTAMP'];
/** Those that decide which rules are asked. */
const FACILITIES: Readonly<Record<string, number | undefined>> = { auth: 4, authpriv: 10 };
const TAG = /^([A-Za-z0-9_./()@-]{1,64}?)(?:\[(\d{1,10})\])?:?\s*$/;

const first = (record: JsonObject, names: readonly string[]): string | undefined => names.map((name) => firstText(record[name])).find((value) => value !== undefined);

/** Syslog lines that rsyslog, syslog-ng, Fluent Bit or the journal took apart into JSON: a message and the program that wrote it. */
export const syslogJson: Recogniser = {
  family: 'syslog',
  recognises: (record) => isJsonObject(record) && first(record, MESSAGES) !== undefined && TAG.test(first(record, APPS) ?? ''),
  normalise: (record, context) => {
    if (!isJsonObject(record)) return unparsed.normalise(record, context);
    const normalised = normaliseSyslog(messageOf(record), context);
    return { ...normalised, activity: { ...normalised.activity, ...genericTime(record, context, TIMES) } };
  },
};

function messageOf(record: JsonObject): SyslogMessage {
  const tag = TAG.exec(first(record, APPS) ?? '');
  const processId = integer(tag?.[2] ?? record.procid ?? record.pid ?? record.PID ?? record._PID);
  const written = firstText(record.facility) ?? firstText(record.SYSLOG_FACILITY);
  const facility = written === undefined ? undefined : (FACILITIES[written] ?? integer(written));
  const host = first(record, HOSTS);
  return {
    data: {}, message: (first(record, MESSAGES) ?? '').trimStart(), ...(tag?.[1] === undefined ? {} : { app: tag[1] }), ...(host === undefined ? {} : { host }),
    ...(processId === undefined ? {} : { processId }), ...(facility === undefined ? {} : { facility }),
  };
}
