import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { isDecodeError, runPipeline } from '../../../lib/engine/pipeline';
import type { PipelineResult } from '../../../lib/engine/pipeline-types';
import type { RuleSet } from '../../../lib/engine/sigma/types';
import { PACK_FOLDER } from '../../../lib/rules/load-pack';

const RECEIVED_AT = Date.UTC(2026, 10, 23);

/** An event is a record as its sender writes it: a JSON object or a line of text. */
const eventsFile = z.strictObject({
  positive: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
  negative: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
});
export type PackEvents = z.infer<typeof eventsFile>;

export function readPackEvents(root: string, ruleFile: string): PackEvents {
  return eventsFile.parse(parse(readFileSync(join(root, PACK_FOLDER, ruleFile.replace(/\.yml$/, '.events.yml')), 'utf8')));
}

/** Runs one body through the whole pipeline, as ingest does. */
export function ingest(body: Uint8Array, rules: RuleSet, clockSkewSeconds = 0): PipelineResult {
  const outcome = runPipeline(body, rules, {
    format: 'auto',
    clockSkewSeconds,
    receivedAt: RECEIVED_AT,
    limits: { recordsMax: 1_000_000, recordBytesMax: 4_000_000, depthMax: 64 },
  });
  if (isDecodeError(outcome)) throw new Error(outcome.reason);
  return outcome;
}

/** Which rules one event of a pack file matches. */
export function rulesMatching(event: PackEvents['positive'][number], rules: RuleSet): { family: string; ruleIds: string[] } {
  const text = typeof event === 'string' ? event : JSON.stringify(event);
  const result = ingest(new TextEncoder().encode(`${text}\n`), rules);
  if (result.activities.length !== 1 || result.rejects.length > 0) throw new Error(`not one record: ${result.rejects[0]?.reason ?? `${result.activities.length} records`}`);
  return { family: result.activities[0]?.family ?? 'none', ruleIds: result.detections.flatMap((detection) => detection.matches.map((match) => match.ruleId)) };
}
