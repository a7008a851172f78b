import type { Activity } from '../../activity/activity';
import { parseTime } from '../time';
import type { NormaliseContext } from '../types';
import type { RecordTime } from './shape';

/** Sysmon's own clock can be days off in these events when the machine was resumed. */
const SYSMON_CLOCK_UNTRUSTED = new Set([3, 22]);

const QUARTER_HOUR_MS = 15 * 60_000;
/** NXLog's collector stamps records within seconds; more means that the record was held back and says nothing of the zone. */
const COLLECTOR_DELAY_MAX_MS = 120_000;

interface ObservedTime { at: number; source: Activity['timeSource'] }

/** When it happened: Sysmon's UTC time where it can be trusted, else the record's time, else the time of receipt. */
export function observedTime(sysmonUtc: unknown, eventId: number, recordTime: RecordTime, context: NormaliseContext): ObservedTime {
  if (sysmonUtc !== undefined && !SYSMON_CLOCK_UNTRUSTED.has(eventId)) {
    const utc = parseTime(sysmonUtc);
    if (utc !== undefined) return { at: utc.at, source: 'record' };
  }
  const parsed = parseTime(recordTime.value);
  if (parsed === undefined) return fallback(recordTime, { at: context.receivedAt, source: 'received' });
  const skewMs = context.clockSkewSeconds * 1000;
  const nxlogOffset = skewMs === 0 && !parsed.zoned ? nxlogOffsetMs(recordTime) : undefined;
  if (nxlogOffset !== undefined) return { at: parsed.at + nxlogOffset, source: 'record' };
  // Exports print local time with a literal `Z`, so the sender's correction counts for them whatever zone they claim.
  if (skewMs === 0 && !parsed.zoned && recordTime.received !== undefined) return fallback(recordTime, { at: parsed.at, source: 'record' });
  if (skewMs !== 0 && (recordTime.local || !parsed.zoned)) return { at: parsed.at + skewMs, source: 'skewed' };
  return { at: parsed.at, source: 'record' };
}

/** The collector's time has a zone, which beats a time of the event without one. */
function fallback(recordTime: RecordTime, otherwise: ObservedTime): ObservedTime {
  const collected = parseTime(recordTime.received?.utc);
  return collected === undefined ? otherwise : { at: collected.at, source: 'record' };
}

/** NXLog's `EventReceivedTime` (the event's clock) and the collector's `@timestamp` (UTC) are one moment: their distance is the clock's offset. */
function nxlogOffsetMs(recordTime: RecordTime): number | undefined {
  const local = parseTime(recordTime.received?.local);
  const utc = parseTime(recordTime.received?.utc);
  if (local === undefined || utc === undefined || local.zoned || !utc.zoned) return undefined;
  const offset = Math.round((utc.at - local.at) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS;
  return Math.abs(utc.at - local.at - offset) <= COLLECTOR_DELAY_MAX_MS ? offset : undefined;
}
