import type { Activity, Normalised } from '../activity/activity';
import { parseSyslog, type SyslogMessage } from '../decode/syslog';
import type { JsonObject } from '../decode/types';
import { address, isSharedAddress, setEndpoint } from './identity';
import { readAuthMessage } from './linux/auth-messages';
import { addHostFields, hostCategories } from './sigma-host';
import { syslogTime } from './syslog-time';
import type { NormaliseContext, Recogniser } from './types';
import { unparsed } from './unparsed';

const MESSAGE_CHARS_MAX = 1000;
const FACILITY_AUTH = 4, FACILITY_AUTHPRIV = 10;

/** Sigma's services of the daemons that have rules of their own. */
const SERVICES: Readonly<Record<string, string | undefined>> = {
  sshd: 'sshd', 'sshd-session': 'sshd', sudo: 'sudo', su: 'auth', cron: 'cron', crond: 'cron', vsftpd: 'vsftpd', clamd: 'clamav', freshclam: 'clamav', guacd: 'guacamole', login: 'auth', 'systemd-logind': 'auth',
};
/** Daemons that only Unix has: their lines come from a Linux host, all others may come from any device. */
const LINUX_DAEMONS = /^(?:sshd|sshd-session|sudo|su|crond?|systemd|systemd-.*|kernel|polkitd|useradd|usermod|userdel|groupadd|passwd|auditd|audisp.*|dbus.*|networkmanager|dhclient|login|rsyslogd|syslog-ng|postfix.*|dovecot|chronyd|vsftpd)$/;

/** Lines in a syslog envelope that no other family knows. */
export const syslog: Recogniser = {
  family: 'syslog',
  recognises: (record) => typeof record === 'string' && parseSyslog(record) !== undefined,
  normalise: (record, context) => {
    const message = typeof record === 'string' ? parseSyslog(record) : undefined;
    return message === undefined ? unparsed.normalise(record, context) : normaliseSyslog(message, context);
  },
};

/** A message that came in an envelope, of whatever form. */
export function normaliseSyslog(message: SyslogMessage, context: NormaliseContext): Normalised {
  const program = (message.app ?? '').replace(/^.*\//, '').replace(/\(.*\)$/, '').toLowerCase();
  const activity: Activity = { ...syslogTime(message, context), family: 'syslog', kind: 'other' };
  if (program !== '') activity.channel = program;
  setEndpoint(activity, message.host);
  const own = address(message.host);
  if (own !== undefined && !isSharedAddress(own)) activity.endpointAddress = own;
  activity.processId = message.processId;
  const linux = LINUX_DAEMONS.test(program);
  if (linux) {
    activity.family = 'linux';
    readAuthMessage(activity, message.message);
    // The number is the daemon's, not that of what it started.
    if (activity.kind === 'process_start') delete activity.processId;
  }
  activity.message = message.message.slice(0, MESSAGE_CHARS_MAX) || undefined;
  const fields: JsonObject = { ...message.data, message: message.message, facility: message.facility, severity: message.severity, hostname: message.host, program: message.app };
  if (linux) addHostFields(fields, activity);
  return { activity, event: { product: linux ? 'linux' : '', service: serviceOf(message, program, linux), categories: linux ? hostCategories(activity.kind) : [], fields } };
}

function serviceOf(message: SyslogMessage, program: string, linux: boolean): string {
  const known = SERVICES[program];
  if (known !== undefined) return known;
  if (message.facility === FACILITY_AUTH || message.facility === FACILITY_AUTHPRIV) return 'auth';
  return linux ? 'syslog' : program;
}
