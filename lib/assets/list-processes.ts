import 'server-only';
import { z } from 'zod';
import type { ActivityHit } from '../activities/model';
import { quoteValue } from '../engine/query/search';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { activitiesOf, scopeOf } from './activities-of';
import type { ProcessNode, ProcessPage } from './model';

const FIELDS = [
  '@timestamp', 'process.entity_id', 'process.pid', 'process.parent.entity_id', 'process.parent.pid', 'process.executable', 'process.command_line', 'user.name', 'process.parent.executable',
];
const RUNS_MAX = 200;
const MINUTE_MS = 60_000;
/** A process may start others long after it was started itself. */
const CHILDREN_MS = 24 * 60 * MINUTE_MS;

const around = z.object({ at: z.coerce.number().int().min(0).max(8.64e15), minutes: z.coerce.number().int().min(1).max(60).default(5) });
const parent = z.object({ guid: z.string().min(1).max(200).optional(), pid: z.coerce.number().int().min(0).max(0xffff_ffff).optional(), at: z.coerce.number().int().min(0).max(8.64e15) });

/** Programs that were started on an endpoint around a time, the newest first. */
export async function listProcesses(ctx: Context, key: unknown, input: unknown, signal?: AbortSignal): Promise<ProcessPage> {
  requirePermission(ctx, 'activity', 'read');
  const { at, minutes } = parseInput(around, input), scope = await scopeOf(ctx, 'endpoint', key), reach = minutes * MINUTE_MS;
  const page = await activitiesOf(ctx, scope, { query: 'event.action:"process_start"', from: at - reach, to: at + reach + 1, fields: FIELDS, limit: RUNS_MAX, signal });
  return { items: page.hits.map(nodeOf), partial: page.partial, cut: page.cursor !== undefined };
}

/** What one run started within a day; by its GUID, or by its number where the sensor gives no GUID. */
export async function listChildren(ctx: Context, key: unknown, input: unknown, signal?: AbortSignal): Promise<ProcessPage> {
  requirePermission(ctx, 'activity', 'read');
  const { guid, pid, at } = parseInput(parent, input), scope = await scopeOf(ctx, 'endpoint', key);
  const started = guid === undefined ? `process.parent.pid:${pid ?? -1}` : `process.parent.entity_id:${quoteValue(guid)}`;
  const page = await activitiesOf(ctx, scope, { query: `event.action:"process_start" and ${started}`, from: at, to: at + CHILDREN_MS, fields: FIELDS, limit: RUNS_MAX, signal });
  return { items: page.hits.map(nodeOf), partial: page.partial, cut: page.cursor !== undefined };
}

function nodeOf({ uuid, activity: a }: ActivityHit): ProcessNode {
  return {
    uuid, at: a.observedAt ?? 0, guid: a.processGuid ?? null, pid: a.processId ?? null, parentGuid: a.parentProcessGuid ?? null, parentPid: a.parentProcessId ?? null,
    image: a.processImage ?? '', commandLine: a.processCommandLine ?? null, account: a.accountName ?? null, parentImage: a.parentProcessImage ?? null,
  };
}
