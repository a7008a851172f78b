import type { Activity } from '../activity/activity';
import type { SyslogMessage } from '../decode/syslog';
import { parseTime } from './time';
import type { NormaliseContext } from './types';

const DAY_MS = 86_400_000;

/** When a syslog line was written. Its old form has neither year nor zone: the year is the one that puts it before its receipt. */
export function syslogTime({ time }: SyslogMessage, context: NormaliseContext): Pick<Activity, 'observedAt' | 'timeSource'> {
  const skewMs = context.clockSkewSeconds * 1000;
  const parsed = time === undefined ? undefined : parseTime(time.withoutYear ? withYear(time.text, context.receivedAt - skewMs) : withUsualYear(time.text));
  if (parsed === undefined) return { observedAt: context.receivedAt, timeSource: 'received' };
  if (parsed.zoned || skewMs === 0) return { observedAt: parsed.at, timeSource: 'record' };
  return { observedAt: parsed.at + skewMs, timeSource: 'skewed' };
}

/** `Mar  5 01:02:03` → `Mar 5 2024 01:02:03`; a day ahead of receipt is a clock or a zone, more is last year. */
function withYear(text: string, receivedAt: number): string {
  const year = new Date(receivedAt).getUTCFullYear();
  const inYear = (y: number): string => text.replace(/^(\w{3}\s+\d{1,2}) /, `$1 ${y} `);
  const at = parseTime(inYear(year))?.at;
  return at !== undefined && at > receivedAt + DAY_MS ? inYear(year - 1) : inYear(year);
}

function withUsualYear(text: string): string {
  return text.replace(/^(\w{3})\s+/, '$1 ');
}
