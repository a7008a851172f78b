import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Normalised } from '../../lib/engine/activity/activity';
import { factsOf } from '../../lib/engine/correlate/facts';
import { decodeBody } from '../../lib/engine/decode/decode';
import type { RawRecord } from '../../lib/engine/decode/types';
import { normalise } from '../../lib/engine/normalise/registry';
import { isDecodeError, runPipeline } from '../../lib/engine/pipeline';
import { compileRules } from '../../lib/engine/sigma/rule-set';
import type { RuleSource } from '../../lib/engine/sigma/types';
import { activitySegments } from '../../lib/ingest/activity-segments';
import { batchRows } from '../../lib/ingest/batch-rows';
import { encodeSpans } from '../../lib/ingest/chunk-layout';
import { compressBlocks } from '../../lib/ingest/compress-blocks';
import { inflateBody } from '../../lib/ingest/inflate-body';
import { DECODE_LIMITS } from '../../lib/ingest/limits';
import { collectGarbage, medianRounds, timed } from './measure';
import { bodyOf } from './records';

const ROUNDS = 5;
const PLACE = { tenantId: 1, sourceId: 1, chunkId: '1', receivedDay: '2026-11-18', clockSkewSeconds: 0, format: 'auto', body: new Uint8Array(0), rules: undefined } as const;

/** µs per record that each stage of an ingest thread takes, one after the other on one thread; the median of rounds. */
export function stageCosts(lines: readonly string[], sources: readonly RuleSource[]): Record<string, number> {
  const rules = compileRules(sources), byId = new Map(rules.rules.map((rule) => [rule.id, rule]));
  const body = bodyOf(lines), packed = new Uint8Array(gzipSync(body, { level: 1 }));
  const options = { format: 'auto', clockSkewSeconds: 0, receivedAt: Date.parse('2026-11-18T00:00:00Z'), limits: DECODE_LIMITS } as const;
  const result = runPipeline(body, rules, options);
  if (isDecodeError(result)) throw new Error('the pipeline refused the body');
  const ms = medianRounds(ROUNDS, () => {
    collectGarbage();
    const records: RawRecord[] = [];
    let normalised: Normalised[] = [];
    return {
      inflate: timed(() => { inflateBody(packed); }),
      decode: timed(() => { decodeBody(body, options, { reject: () => undefined, record: (value) => { records.push(value); } }); }),
      normalise: timed(() => { normalised = records.map((record) => normalise(record, options)); }),
      match: timed(() => { for (const { event } of normalised) for (const index of rules.matchIds(event).slice()) rules.explain(index, event); }),
      facts: timed(() => { for (const { activity } of normalised) factsOf(activity); }),
      'activity segments': timed(() => { activitySegments(result.activities); }),
      'rows for COPY': timed(() => { batchRows({ ...PLACE, receivedAt: options.receivedAt }, result, byId); }),
      'compress originals': timed(() => { compressBlocks(body); }),
      'hash, layout': timed(() => { createHash('sha256').update(body).digest(); encodeSpans(result.spans); }),
    };
  });
  return Object.fromEntries(Object.entries(ms).map(([stage, each]) => [stage, (each * 1000) / lines.length]));
}
