import type pg from 'pg';
import type { Activity } from '../../lib/engine/activity/activity';
import { decodeBody } from '../../lib/engine/decode/decode';
import { normalise } from '../../lib/engine/normalise/registry';
import { activitySegments } from '../../lib/ingest/activity-segments';
import { DECODE_LIMITS } from '../../lib/ingest/limits';
import { utcDay } from '../../lib/platform/clock';
import { bodyOf, simulatedLines } from './records';

const DAYS = 30;
const DAY_MS = 86_400_000;
const CHUNK_RECORDS = 5_000;
const BASE_RECORDS = 200_000;

const INSERT = `INSERT INTO activity_segment (tenant_id, received_day, chunk_id, first_ordinal, source_id, rows, first_observed, last_observed, layout, filter, columns)
  VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10)`;

export interface SearchData { records: number; from: Date; to: Date; encodeMs: number; insertMs: number; needle: { processGuid: string; hash: string; word: string } }

function simulatedActivities(count: number): Activity[] {
  const activities: Activity[] = [];
  const options = { format: 'auto', clockSkewSeconds: 0, receivedAt: 0, limits: DECODE_LIMITS } as const;
  const lines = simulatedLines({ count, seed: 23, endpoints: 400 });
  for (let at = 0; at < lines.length; at += CHUNK_RECORDS) {
    decodeBody(bodyOf(lines.slice(at, at + CHUNK_RECORDS)), options, { reject: () => undefined, record: (value) => { activities.push(normalise(value, options).activity); } });
  }
  return activities;
}

/** The same hour of an office on another day: other processes, other sessions, other command lines. */
function copyOf(activity: Activity, copy: number, shiftMs: number): Activity {
  const other = copy.toString(16).padStart(4, '0');
  const changed: Activity = { ...activity, observedAt: activity.observedAt + shiftMs };
  if (activity.processGuid) changed.processGuid = activity.processGuid.slice(0, -5) + other + '}';
  if (activity.parentProcessGuid) changed.parentProcessGuid = activity.parentProcessGuid.slice(0, -5) + other + '}';
  if (activity.logonId) changed.logonId = activity.logonId + other;
  if (activity.processCommandLine) changed.processCommandLine = `${activity.processCommandLine} /session:${other}${(activity.processId ?? 0).toString(16)}`;
  return changed;
}

/** Fills the tenant with activities over the last thirty days, straight into the table; 1 record in it is unlike all others. */
export async function fillActivities(client: pg.Client, tenantId: number, wanted: number): Promise<SearchData> {
  const base = simulatedActivities(Math.min(wanted, BASE_RECORDS)), copies = Math.max(1, Math.round(wanted / base.length));
  const first = base.reduce((min, { observedAt }) => Math.min(min, observedAt), Number.POSITIVE_INFINITY);
  const to = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS), from = new Date(to.getTime() - DAYS * DAY_MS);
  await client.query('SELECT ensure_partitions($1::date, $2)', [utcDay(from), DAYS + 1]);
  const needle = { processGuid: '{0badc0de-0000-4000-8000-000000000001}', hash: 'ab'.repeat(32), word: 'needle-in-a-haystack' };
  let chunk = 0, encodeMs = 0, insertMs = 0, records = 0;
  for (let copy = 0; copy < copies; copy++) {
    const shift = from.getTime() + (copy / copies) * DAYS * DAY_MS - first;
    for (let at = 0; at < base.length; at += CHUNK_RECORDS) {
      const activities = base.slice(at, at + CHUNK_RECORDS).map((activity) => copyOf(activity, copy, shift));
      const special = activities[1234 % activities.length];
      if (copy === Math.floor(copies * 0.9) && at === 0 && special) {
        Object.assign(special, { processGuid: needle.processGuid, processSha256: needle.hash, processCommandLine: `tool.exe --${needle.word}` });
      }
      const started = performance.now();
      const segments = activitySegments(activities);
      encodeMs += performance.now() - started;
      const day = utcDay(new Date(activities[0]?.observedAt ?? 0));
      const inserting = performance.now();
      await client.query('BEGIN');
      for (const { firstOrdinal, rows, firstObserved, lastObserved, layout, filter, columns } of segments) {
        const bytes = [layout, filter, columns].map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength));
        await client.query(INSERT, [tenantId, day, ++chunk, firstOrdinal, rows, new Date(firstObserved), new Date(lastObserved), ...bytes]);
      }
      await client.query('COMMIT');
      insertMs += performance.now() - inserting;
      records += activities.length;
    }
  }
  await client.query('VACUUM ANALYZE activity_segment');
  return { records, from, to, encodeMs, insertMs, needle };
}
