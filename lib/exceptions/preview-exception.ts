import 'server-only';
import { z } from 'zod';
import { alertsWith } from '../alerts/alerts-with';
import type { StoredDetection } from '../detections/model';
import { pageDetections } from '../detections/page-detections';
import type { Activity } from '../engine/activity/activity';
import { compileExceptions } from '../engine/exceptions/compile';
import type { Muter } from '../engine/exceptions/types';
import { requirePermission, type Context } from '../platform/context';
import { parseInput } from '../platform/parse';
import { exceptionDraft, type ExceptionDraft, type PreviewSlice } from './model';

const DAY_MS = 86_400_000;
const PREVIEW_DAYS_MAX = 90;
/** Detections per slice: some hundred milliseconds of work, then the caller shows progress and may stop. */
const SLICE = 2_000;
const EXAMPLES = 5;
const SEVERE: ReadonlySet<string> = new Set(['high', 'critical']);

const input = z.strictObject({ draft: exceptionDraft, days: z.number().int().min(1).max(PREVIEW_DAYS_MAX).default(PREVIEW_DAYS_MAX), until: z.iso.datetime({ offset: true }), cursor: z.string().max(300).optional() });

interface Judged { detection: StoredDetection; mutedRules: string[]; wholly: boolean }

/** One slice of what a draft would have muted of what was detected in the last days, with the same comparison as live. Slices with their cursor add up to the whole. */
export async function previewException(ctx: Context, given: unknown): Promise<PreviewSlice> {
  requirePermission(ctx, 'exception', 'read');
  const { draft, days, until, cursor } = parseInput(input, given);
  const to = Date.parse(until), from = to - days * DAY_MS;
  const { items, cursor: next } = await pageDetections(ctx, {
    from: new Date(from).toISOString(), to: until, target: 'received', limit: SLICE, ...(cursor === undefined ? {} : { cursor }), include: { rule: [...draft.scope.rules].slice(0, 50) },
  });
  const muter = compileExceptions([{ id: 0, ...draft, from: -Infinity, until: Infinity }]);
  const judged = items.map((detection) => judge(detection, muter)), touched = judged.filter(({ mutedRules }) => mutedRules.length > 0), muted = touched.filter(({ wholly }) => wholly);
  const last = items.at(-1);
  const alerts = await alertsWith(ctx, touched.flatMap(({ detection: { endpointKey, observedAt }, mutedRules }) => mutedRules.map((ruleId) => ({ ruleId, endpointKey, observedAt }))));
  return {
    looked: items.length, muted: muted.length, partly: touched.length - muted.length,
    rules: tally(touched.flatMap(({ mutedRules }) => mutedRules)), endpoints: tally(touched.map(({ detection }) => detection.endpointName ?? '')), accounts: tally(touched.map(({ detection }) => detection.accountName ?? '')),
    highOrCritical: touched.filter(({ detection }) => SEVERE.has(detection.level)).length,
    truePositiveAlerts: alerts.truePositive, openAlerts: alerts.open,
    absent: absentProperties(draft, items),
    examples: touched.slice(0, EXAMPLES).map(({ detection: { uuid, observedAt, endpointName, accountName } }) => ({ uuid, observedAt: observedAt.toISOString(), endpointName, accountName })),
    done: next === undefined || last === undefined ? 1 : Math.min(1, Math.max(0, (to - last.receivedAt.getTime()) / (to - from))),
    ...(next === undefined ? {} : { cursor: next }),
  };
}

function judge(detection: StoredDetection, muter: Muter): Judged {
  const made = { activity: detection.activity, sourceId: detection.sourceId, receivedAt: detection.receivedAt.getTime() };
  const mutedRules = detection.matches.filter(({ ruleId }) => muter(made, ruleId) !== undefined).map(({ ruleId }) => ruleId);
  return { detection, mutedRules, wholly: mutedRules.length > 0 && mutedRules.length === detection.matches.length };
}

function tally(values: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** Where the draft's rules fire on records that do not have a property which it asks for: there it mutes nothing, whatever it says. */
function absentProperties({ conditions, scope }: ExceptionDraft, items: readonly StoredDetection[]): PreviewSlice['absent'] {
  const ofRules = items.filter(({ ruleIds }) => scope.rules.length === 0 || ruleIds.some((id) => scope.rules.includes(id)));
  if (scope.rules.length === 0) return []; // without a rule in its scope it looks at records of every kind
  const counts = new Map<string, { property: keyof Activity; sourceId: number; count: number }>();
  for (const { property } of conditions) for (const { activity, sourceId } of ofRules) {
    if (activity[property] !== undefined) continue;
    const key = `${property} ${sourceId}`, known = counts.get(key);
    counts.set(key, { property, sourceId, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
