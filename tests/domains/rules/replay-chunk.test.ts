import { describe, expect, it } from 'vitest';
import { isDecodeError, runPipeline } from '../../../lib/engine/pipeline';
import { compileRules } from '../../../lib/engine/sigma/rule-set';
import { compressBlocks } from '../../../lib/ingest/compress-blocks';
import { DECODE_LIMITS } from '../../../lib/ingest/limits';
import { replayChunk } from '../../../lib/ingest/replay-chunk';
import { packRules, unpackRules } from '../../../lib/rules/pack-rules';
import { ndjson, processStart } from '../../ingest/sender';
import { RULE_A, ruleText } from './support/rule-text';

const ALERT = { timestamp: '2026-11-20T00:00:00.000000+0000', event_type: 'alert', src_ip: '192.0.2.4', src_port: 1, dest_ip: '192.0.2.5', dest_port: 2, proto: 'TCP', alert: { signature_id: 7, signature: 'TEST invented signature', severity: 1, category: 'Misc' } };

describe('a chunk that is matched once more', () => {
  it('counts the asked rule only, not the findings that products made themselves', async () => {
    const body = new TextEncoder().encode(ndjson([processStart(1, { CommandLine: 'umeboshi' }), ALERT, processStart(2)]));
    const rules = compileRules([{ file: 'a.yml', text: ruleText({ id: RULE_A }) }]);
    const options = { format: 'auto' as const, clockSkewSeconds: 0, receivedAt: Date.UTC(2026, 10, 20), limits: DECODE_LIMITS };
    const live = runPipeline(body, rules, options);
    if (isDecodeError(live)) throw new Error(live.reason);
    expect(live.detections.length).toBeGreaterThan(1);
    const packed = await packRules({ builtIn: false, without: [], sources: [], levels: {}, variables: {} });
    const answer = replayChunk({ ...compressBlocks(body), ...options, tenantId: 1, chunkId: '1', sourceId: 1, receivedDay: '2026-11-20', rules: packed, sampleMax: 10 }, rules);
    expect(answer).toMatchObject({ records: 3, matches: 1, sample: [0] });
  });

  it('gets rules that arrive as they were packed, under the same key for the same content', async () => {
    const content = { builtIn: true, without: ['x'], sources: [{ file: 'a.yml', text: '日本語' }], levels: { x: 'low' }, variables: { a: ['b'] } };
    const [one, two] = [await packRules(content), await packRules(structuredClone(content))];
    expect(unpackRules(one)).toEqual(content);
    expect(one.key).toBe(two.key);
    expect((await packRules({ ...content, without: [] })).key).not.toBe(one.key);
  });
});
